import DossierCore

/// Where a query goes on, and which query it was.
struct Cursor: Equatable {
    /// What the cursor is for.
    enum Purpose: UInt8 {
        case find = 1
        case changes = 2
    }

    var purpose: Purpose
    var showDeleted: Bool
    /// Of the reader: what another may see has other pages.
    var clearance: TLP
    /// The kind's key in its store.
    var kind: Int64
    /// `find`: the moment of the first page. `changes`: the transaction that `position` is in.
    var sequence: UInt64
    /// Of the query's filter, search and order.
    var query: [UInt8]
    /// `find`: the last one's place in the order. `changes`: the last version's key, 8 bytes little endian.
    var position: [UInt8] = []

    /// What is sealed; the position comes last.
    var packed: [UInt8] {
        var bytes: [UInt8] = [purpose.rawValue, (showDeleted ? 1 : 0) | UInt8(clearance.rawValue) << 1]
        bytes.pack(UInt64(bitPattern: kind))
        bytes.pack(sequence)
        bytes += query
        bytes += position
        return bytes
    }

    /// Nil when the bytes are no cursor.
    init?(packed bytes: [UInt8]) {
        let head = 18 + Query.fingerprintBytes
        guard bytes.count >= head, let purpose = Purpose(rawValue: bytes[0]),
            let clearance = TLP(rawValue: UInt32(bytes[1] >> 1))
        else { return nil }
        self.purpose = purpose
        showDeleted = bytes[1] & 1 == 1
        self.clearance = clearance
        kind = Int64(bitPattern: Self.integer(bytes[2..<10]))
        sequence = Self.integer(bytes[10..<18])
        query = [UInt8](bytes[18..<head])
        position = [UInt8](bytes[head...])
    }

    init(purpose: Purpose, showDeleted: Bool, clearance: TLP, kind: Int64, sequence: UInt64, query: [UInt8]) {
        self.purpose = purpose
        self.showDeleted = showDeleted
        self.clearance = clearance
        self.kind = kind
        self.sequence = sequence
        self.query = query
    }

    /// The position as a version's key.
    var version: Int64 { Int64(bitPattern: Self.integer(position[...])) }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
