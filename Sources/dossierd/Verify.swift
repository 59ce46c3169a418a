import ArgumentParser
import DossierCore
import DossierStore

/// Recomputes the chain of a whole record. It ends with 0 when everything is as it was written, else with 1.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check that a record is what was written, from its first transaction to its last.",
        discussion: """
            It reads one view of the record and changes nothing; servers may have it open, and the log of a file grows \
            meanwhile. \
            docs/audit.md tells what is found, and what cannot be.
            """
    )

    @Option(help: "The record: sqlite:PATH or postgres://USER@HOST/DATABASE.") var store: StoreLocation

    @Option(
        help: ArgumentHelp(
            "A transaction and its hash as printed before: that it is still the same.",
            valueName: "sequence:hash"
        )
    )
    var noted: NotedHash?

    func run() throws {
        let progress = ProgressLine()
        do {
            let verified = try store.source().verify(
                noted: noted.map { ($0.sequence, $0.hash) },
                progress: { done, all in progress.show("\(done) of \(all) transactions") }
            )
            progress.end()
            print("\(store): everything is as it was written")
            print("last transaction: \(NotedHash(sequence: verified.moment.sequence, hash: verified.hash))")
        } catch {
            progress.end()
            StandardError.line("\(store): \(error.message)")
            throw ExitCode.failure
        }
    }
}
