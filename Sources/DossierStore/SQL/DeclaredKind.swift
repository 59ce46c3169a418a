import DossierCore

/// A kind with the keys that stand for it and its fields in the tables.
///
/// Unchecked: `nameBytes` is written once, in `init`, and lives as long as this.
final class DeclaredKind: @unchecked Sendable {
    let kind: Kind
    let key: Int64
    /// In the order of the kind's fields.
    let fieldKeys: [Int64]
    /// The field that its words stand under.
    let wordsKey: Int64
    /// The kind's name, lent to every view of its records.
    let nameBytes: UnsafeRawBufferPointer

    init(_ kind: Kind, key: Int64, fieldKeys: [Int64], wordsKey: Int64) {
        self.kind = kind
        self.key = key
        self.fieldKeys = fieldKeys
        self.wordsKey = wordsKey
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: kind.name.utf8.count, alignment: 1)
        bytes.copyBytes(from: kind.name.utf8)
        nameBytes = UnsafeRawBufferPointer(bytes)
    }

    deinit { nameBytes.deallocate() }

    /// A declared field, by its place. INVALID_ARGUMENT for one that there is not.
    func field(_ place: Int) throws(Status) -> Field {
        if kind.fields.indices.contains(place) { return kind.fields[place] }
        let places = kind.fields.isEmpty ? "it declares none" : "its fields are 0 to \(kind.fields.count - 1)"
        throw Status(.invalidArgument, "\(kind.name) has no field \(place); \(places)")
    }
}

extension [String: DeclaredKind] {
    /// The kind, once a module has declared it.
    func declared(_ kind: String) throws(Status) -> DeclaredKind {
        if let declared = self[kind] { return declared }
        throw Status(.failedPrecondition, "no loaded module declares the kind \"\(kind)\"; load the module that does")
    }
}
