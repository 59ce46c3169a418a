import CDossierModule

/// What `find`, `count` and `changes` are asked.
public struct Query: Sendable {
    let kind: KindName
    var limit: Int
    var cursor: [UInt8]
    var showDeleted: Bool

    /// Of one kind; an empty cursor starts at the beginning.
    public init(kind: KindName, limit: Int, cursor: [UInt8] = [], showDeleted: Bool = false) {
        self.kind = kind
        self.limit = limit
        self.cursor = cursor
        self.showDeleted = showDeleted
    }

    func withRaw<Result>(_ body: (UnsafePointer<dossier_query>) -> Result) -> Result {
        cursor.withUnsafeBytes { cursor in
            var query = dossier_query()
            query.size = UInt32(MemoryLayout<dossier_query>.size)
            query.limit = UInt32(clamping: limit)
            query.kind = kind.bytes
            query.cursor = dossier_bytes(cursor)
            query.flags = showDeleted ? UInt32(DOSSIER_SHOW_DELETED) : 0
            return body(&query)
        }
    }
}
