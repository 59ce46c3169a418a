/// Where a version stands in an order: its values, and its id to tell equals apart.
struct SortKey: Equatable {
    /// As the order's keys ask; nil: it has none.
    var values: [[UInt8]?]
    var id: [UInt8]

    init(values: [[UInt8]?], id: [UInt8]) {
        self.values = values
        self.id = id
    }

    /// Whether it comes before another. What has no value comes last, whichever way the order goes.
    func precedes(_ other: SortKey, in order: Order) -> Bool {
        for (place, key) in order.keys.enumerated() where values[place] != other.values[place] {
            guard let mine = values[place] else { return false }
            guard let theirs = other.values[place] else { return true }
            return mine.lexicographicallyPrecedes(theirs) != key.isDescending
        }
        return id.lexicographicallyPrecedes(other.id)
    }

    /// For a cursor.
    var packed: [UInt8] {
        var bytes: [UInt8] = []
        for value in values {
            bytes.append(value == nil ? 0 : 1)
            if let value { bytes.pack(value) }
        }
        return bytes + id
    }

    /// What was packed in an order of so many keys.
    init(packed bytes: [UInt8], keys: Int) {
        var rest = bytes[...]
        values = (0..<keys).map { _ in
            guard rest.popFirst() == 1 else { return nil }
            let count = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
            defer { rest = rest.dropFirst(8 + count) }
            return Array(rest.dropFirst(8).prefix(count))
        }
        id = Array(rest)
    }
}
