import ArgumentParser
import DossierClient
import DossierCore

/// Any unary method with a template of its requests, on the command line:
/// `accuse=3:dossier.v1.Actors/GetActor {"name": "actors/iran"}`.
struct CallOption: ExpressibleByArgument {
    /// What reports call it; the method's name when none is given.
    let name: String
    let weight: Int
    let method: MethodName
    /// As `InputText` reads it.
    let template: String

    init?(argument: String) {
        let pattern = /(?:([A-Za-z][\w-]*)(?:=(\d{1,9}))?:)?([\w.]+\/\w+)(?:\s+(.+))?/.dotMatchesNewlines()
        guard let match = argument.wholeMatch(of: pattern), let method = try? MethodName(String(match.3)),
            let weight = match.2.map({ Int($0) }) ?? 1, (1...Limits.loadWeight).contains(weight)
        else { return nil }
        self.method = method
        self.weight = weight
        name = match.1.map(String.init) ?? method.method
        template = match.4.map(String.init) ?? "{}"
    }
}
