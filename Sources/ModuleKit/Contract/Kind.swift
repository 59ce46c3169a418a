import CDossierModule
import CProtobufC
import DossierCore

/// A kind of record that the module owns: what the host must know to index, order and check it.
public struct Kind: Sendable {
    /// "incidents", as in names.
    public let name: KindName
    let fields: [Field]
    let termsVersion: UInt32
    let index: @Sendable (UnsafeRawBufferPointer, TermWriter) throws(Interrupt) -> Void

    /// A declared term: how a filter names it and what its values are.
    public struct Field: Sendable {
        let name: String
        let type: UInt32
        let kinds: String?
        let repeated: Bool

        /// UTF-8.
        public static func text(_ name: String, repeated: Bool = false) -> Field {
            Field(name: name, type: UInt32(DOSSIER_TEXT), kinds: nil, repeated: repeated)
        }

        /// A whole number.
        public static func int(_ name: String, repeated: Bool = false) -> Field {
            Field(name: name, type: UInt32(DOSSIER_INT), kinds: nil, repeated: repeated)
        }

        /// Nanoseconds since 1970.
        public static func time(_ name: String) -> Field {
            Field(name: name, type: UInt32(DOSSIER_TIME), kinds: nil, repeated: false)
        }

        /// True or false.
        public static func bool(_ name: String) -> Field {
            Field(name: name, type: UInt32(DOSSIER_BOOL), kinds: nil, repeated: false)
        }

        /// The name of a record of one of these kinds, which must exist when the transaction ends.
        public static func name(_ name: String, of kinds: [String], repeated: Bool = false) -> Field {
            Field(
                name: name,
                type: UInt32(DOSSIER_NAME),
                kinds: kinds.joined(separator: "|"),
                repeated: repeated
            )
        }
    }

    func declare() -> dossier_kind {
        let declared = fields.map { field in
            var declared = dossier_field()
            declared.name = immortal(field.name)
            declared.kinds = field.kinds.map(immortal)
            declared.type = field.type
            declared.repeated = field.repeated ? 1 : 0
            return declared
        }
        var kind = dossier_kind()
        kind.name = immortal(name.text)
        kind.fields = immortal(declared)
        kind.n_fields = UInt32(declared.count)
        kind.terms_version = termsVersion
        return kind
    }
}
