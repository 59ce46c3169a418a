import DossierClient
import DossierCore
import DossierWire

/// What a statement is about, and what remains of it when a reader has decided what its words mean.
struct Referents {
    private let statement: String
    private let about: [JSONValue]

    /// - Parameter statement: with its name and what it is about.
    init(of statement: JSONValue) {
        self.statement = statement["name"]?.text ?? ""
        about = statement.elements("about")
    }

    /// "incidents/a?, incidents/b?": ambiguous ones with a question mark.
    var text: String { Self.text(about) }

    static func text(_ about: [JSONValue]) -> String {
        about.map { ($0["name"]?.text ?? "") + (isCandidate($0) ? "?" : "") }.joined(separator: ", ")
    }

    /// What is settled already, and the chosen ones, settled; nil when nothing is left to decide and it is about these.
    /// - Throws: INVALID_ARGUMENT for a name that it is not about, FAILED_PRECONDITION when it is not ambiguous.
    func settled(_ choices: [String]) throws(Status) -> [JSONValue]? {
        var chosen: Set<String> = []
        for choice in choices { chosen.insert(try name(choice)) }
        guard about.contains(where: Self.isCandidate) else {
            let rest = about.filter { !chosen.contains($0["name"]?.text ?? "") }
            if rest.isEmpty { return nil }
            throw Status(
                .failedPrecondition,
                "\(statement) is not ambiguous: it is about \(text); `update` changes that"
            )
        }
        return about.filter { !Self.isCandidate($0) || chosen.contains($0["name"]?.text ?? "") }
            .map { JSONValue(members: [("name", $0["name"] ?? .string(""))]) }
    }

    /// The name that an id or a name means here.
    private func name(_ choice: String) throws(Status) -> String {
        let names = about.compactMap { $0["name"]?.text }
        let meant = names.filter { $0 == choice || $0.split(separator: "/").last.map(String.init) == choice }
        if meant.count == 1 { return meant[0] }
        let reason = meant.isEmpty ? "is not about \(choice)" : "is about more than one \(choice); write the whole name"
        throw Status(.invalidArgument, "\(statement) \(reason): it is about \(names.isEmpty ? "nothing" : text)")
    }

    private static func isCandidate(_ reference: JSONValue) -> Bool { reference["candidate"] == .bool(true) }
}
