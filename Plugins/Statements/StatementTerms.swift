import ModuleKit

/// The terms by which the views look statements up.
enum StatementTerms {
    static let about = statementKind.place(of: "about.name")
    static let linkFrom = statementKind.place(of: "link.from")
    static let linkTo = statementKind.place(of: "link.to")
    static let speaker = statementKind.place(of: "speaker")
    static let onBehalfOf = statementKind.place(of: "on_behalf_of")
    static let targetActors = statementKind.place(of: "target_actors")
    static let measureDecidedBy = statementKind.place(of: "measure.decided_by")
    static let measureTargets = statementKind.place(of: "measure.targets")
    static let kind = statementKind.place(of: "kind")
    static let said = statementKind.place(of: "said.latest")
}
