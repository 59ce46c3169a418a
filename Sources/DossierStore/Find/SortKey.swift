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

    /// What was packed in an order of so many keys; nil for what was not.
    init?(packed bytes: [UInt8], keys: Int) {
        var rest = bytes[...]
        var values: [[UInt8]?] = []
        for _ in 0..<keys {
            guard rest.popFirst() == 1 else {
                values.append(nil)
                continue
            }
            let count = rest.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
            rest = rest.dropFirst(8)
            guard count <= rest.count else { return nil }
            values.append(Array(rest.prefix(Int(count))))
            rest = rest.dropFirst(Int(count))
        }
        self.init(values: values, id: Array(rest))
    }
}
