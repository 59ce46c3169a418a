import ArgumentParser
import DossierClient

/// The full name of any record: KIND/ID.
struct RecordName: ExpressibleByArgument {
    let text: String

    init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !argument.contains("@") else { return nil }
        text = argument
    }
}
