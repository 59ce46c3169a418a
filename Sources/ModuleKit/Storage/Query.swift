import CDossierModule

/// What `find`, `count` and `changes` are asked.
public struct Query: Sendable {
    let kind: KindName
    /// At most so many visits.
    public var limit: Int
    /// AIP-160, over the kind's terms and `name`; empty: all.
    public var filter = ""
    /// Words that must all occur in the text; empty: any record.
    public var text = ""
    /// AIP-132 order_by; empty: by rank when text is searched, else by id.
    public var order = ""
    /// Where to go on; empty: at the start.
    public var cursor: [UInt8] = []
    /// Tombstones too.
    public var showDeleted = false

    /// All of one kind.
    public init(kind: KindName, limit: Int) {
        self.kind = kind
        self.limit = limit
    }

    func withRaw<Result>(_ body: (UnsafePointer<dossier_query>) -> Result) -> Result {
        withBytes([UInt8](filter.utf8), [UInt8](text.utf8), [UInt8](order.utf8)) { filter, text, order, cursor in
            var query = dossier_query()
            query.size = UInt32(MemoryLayout<dossier_query>.size)
            query.limit = UInt32(clamping: limit)
            query.kind = kind.bytes
            query.filter = dossier_bytes(filter)
            query.text = dossier_bytes(text)
            query.order = dossier_bytes(order)
            query.cursor = dossier_bytes(cursor)
            query.flags = showDeleted ? UInt32(DOSSIER_SHOW_DELETED) : 0
            return body(&query)
        }
    }

    private func withBytes<Result>(
        _ filter: [UInt8],
        _ text: [UInt8],
        _ order: [UInt8],
        _ body: (
            UnsafeRawBufferPointer, UnsafeRawBufferPointer, UnsafeRawBufferPointer, UnsafeRawBufferPointer
        ) -> Result
    ) -> Result {
        filter.withUnsafeBytes { filter in
            text.withUnsafeBytes { text in
                order.withUnsafeBytes { order in cursor.withUnsafeBytes { body(filter, text, order, $0) } }
            }
        }
    }
}
