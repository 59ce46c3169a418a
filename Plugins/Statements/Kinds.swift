import ModuleKit

/// The kinds of record that statements name.
enum Kinds {
    static let incidents = KindName("incidents")
    static let actors = KindName("actors")
    static let statements = KindName("statements")
    static let sources = KindName("sources")
    /// What a statement can be about, and what a link can join.
    static let subjects = [incidents, actors, statements]

    /// The kind of what a statement names.
    static func of(_ name: String) -> KindName { subjects.first { $0.has(name) } ?? sources }
}
