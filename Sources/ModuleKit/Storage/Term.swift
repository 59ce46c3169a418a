import CDossierModule
import DossierCore

/// A term that a kind of resource is found, ordered or checked by: how a filter names it, and where its values are.
public struct Term<Body>: Sendable {
    /// Gives the values.
    public typealias Write = @Sendable (TermWriter, Body) -> Void

    let field: TermField
    let write: Write

    /// UTF-8.
    public static func text(_ name: String, repeated: Bool = false, _ write: @escaping Write) -> Term {
        Term(field: TermField(name: name, type: UInt32(DOSSIER_TEXT), isRepeated: repeated), write: write)
    }

    /// A whole number.
    public static func int(_ name: String, _ write: @escaping Write) -> Term {
        Term(field: TermField(name: name, type: UInt32(DOSSIER_INT)), write: write)
    }

    /// A moment.
    public static func time(_ name: String, _ write: @escaping Write) -> Term {
        Term(field: TermField(name: name, type: UInt32(DOSSIER_TIME)), write: write)
    }

    /// True or false.
    public static func bool(_ name: String, _ write: @escaping Write) -> Term {
        Term(field: TermField(name: name, type: UInt32(DOSSIER_BOOL)), write: write)
    }

    /// The name of a record of one of these kinds, which must exist when the transaction ends.
    public static func name(
        _ name: String,
        of kinds: [KindName],
        repeated: Bool = false,
        _ write: @escaping Write
    ) -> Term {
        let kinds = kinds.map(\.text).joined(separator: "|")
        return Term(
            field: TermField(name: name, type: UInt32(DOSSIER_NAME), kinds: kinds, isRepeated: repeated),
            write: write
        )
    }
}

/// How a term is declared to the host.
struct TermField: Sendable {
    var name: String
    var type: UInt32
    var kinds: String?
    var isRepeated = false

    func declare() -> dossier_field {
        var declared = dossier_field()
        declared.name = immortal(name)
        declared.kinds = kinds.map(immortal)
        declared.type = type
        declared.repeated = isRepeated ? 1 : 0
        return declared
    }
}
