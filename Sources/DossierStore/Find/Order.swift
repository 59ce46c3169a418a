import DossierCore

/// What a listing is sorted by: AIP-132. Records without a value come last, whichever way; equals go by id.
struct Order: Equatable, Sendable {
    /// One of the things to sort by.
    struct Key: Equatable, Sendable {
        /// What it is.
        enum Value: Equatable, Sendable {
            case id
            case field(Int)
            /// How well the texts match the search.
            case rank
        }

        var value: Value
        var isDescending: Bool
    }

    /// The first counts most. Empty: by id.
    var keys: [Key]

    /// Nothing but ids decides.
    var isByID: Bool { keys.isEmpty || keys[0].value == .id }

    /// The best match first.
    static let byRank = Order(keys: [Key(value: .rank, isDescending: true)])

    private init(keys: [Key]) { self.keys = keys }

    /// "said.latest desc, name". INVALID_ARGUMENT says what is wrong.
    init(_ text: String, of kind: Kind) throws(Status) {
        keys = []
        guard text.utf8.count <= Limits.orderBytes else {
            throw Status(
                .invalidArgument,
                "order_by has \(text.utf8.count) bytes; at most \(Limits.orderBytes) are taken"
            )
        }
        if text.allSatisfy(\.isWhitespace) { return }
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            keys.append(try Self.key(part, kind))
        }
        guard keys.count <= Limits.orderKeys else {
            throw Status(.invalidArgument, "order_by names \(keys.count) fields; at most \(Limits.orderKeys) are taken")
        }
        // What comes after a name cannot matter: no two records have the same.
        if let name = keys.firstIndex(where: { $0.value == .id }) { keys.removeSubrange((name + 1)...) }
        // And a name after others says only what goes without saying; without it a field's index is the whole order.
        if keys.count > 1, keys.last == Key(value: .id, isDescending: false) { keys.removeLast() }
    }

    private static func key(_ part: Substring, _ kind: Kind) throws(Status) -> Key {
        let words = part.split(whereSeparator: \.isWhitespace)
        guard let name = words.first, words.count == 1 || (words.count == 2 && ["asc", "desc"].contains(words[1]))
        else {
            throw Status(.invalidArgument, "order_by \"\(part.prefix(80))\" is not a field, or a field and desc")
        }
        let isDescending = words.count == 2 && words[1] == "desc"
        if name == "name" { return Key(value: .id, isDescending: isDescending) }
        guard let place = kind.fields.firstIndex(where: { $0.name == name }) else {
            let sortable = ["name"] + kind.fields.filter { !$0.repeated }.map(\.name)
            let advice = FieldNames.advice(String(name), among: sortable)
            throw Status(.invalidArgument, "order_by \"\(name.prefix(80))\" is no field of \(kind.name)\(advice)")
        }
        guard !kind.fields[place].repeated else {
            throw Status(.invalidArgument, "order_by \"\(name)\": a record can have several, so it has no place by it")
        }
        return Key(value: .field(place), isDescending: isDescending)
    }
}
