import DossierCore

/// The names that a kind's filter and order can use.
struct FieldNames {
    private let kind: Kind

    init(_ kind: Kind) { self.kind = kind }

    /// A field's place in its kind; INVALID_ARGUMENT with what there is.
    func place(of name: FilterText) throws(Status) -> Int {
        if let place = kind.fields.firstIndex(where: { $0.name == name.text }) { return place }
        throw name.failure("is no field of \(kind.name)\(Self.advice(name.text, among: known))")
    }

    /// Every field, `name` first.
    var known: [String] { ["name"] + kind.fields.map(\.name) }

    /// What may be meant, else what there is.
    static func advice(_ name: String, among known: [String]) -> String {
        let hint = NearestName.hint(name, among: known)
        return hint.isEmpty ? "; there are \(known.joined(separator: ", "))" : hint
    }
}
