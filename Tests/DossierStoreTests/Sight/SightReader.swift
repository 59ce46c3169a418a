import DossierCore
import DossierStore
import Testing

/// One who follows a kind's feed with a clearance, and keeps what he has been told.
struct SightReader {
    let kind: String
    let clearance: TLP
    /// How many changes he asks for at a time.
    let page: Int
    private(set) var known: [String: UInt64] = [:]
    private var cursor: [UInt8] = []
    private var sequence: UInt64 = 0

    init(_ kind: String, _ clearance: TLP, page: Int = 100) {
        self.kind = kind
        self.clearance = clearance
        self.page = page
    }

    /// Reads on until there is nothing new.
    mutating func follow(_ desk: Desk) throws {
        while true {
            var query = Query(kind: kind, limit: page)
            query.cursor = cursor
            var told: [String: UInt64?] = [:]
            var end: [UInt8] = []
            var head: UInt64 = 0
            let clearance = clearance
            let known = known
            try desk.store.read(at: .now, for: clearance) { (view) throws(Status) in
                head = view.moment.sequence
                var now = known
                end = try view.changes(query, after: sequence) { record, _ in
                    let id = String(decoding: record.id, as: UTF8.self)
                    #expect(record.tlp <= clearance.rawValue, "\(id) was shown to \(clearance)")
                    if clearance == .red {
                        #expect((now[id] == nil) == (record.before == .none), "\(id), before: \(record.before)")
                    }
                    now[id] = record.deletion == .removed ? nil : record.revision
                    told[id] = .some(now[id])
                    return true
                }
            }
            for (id, revision) in told { self.known[id] = revision }
            cursor = end
            guard !end.isEmpty else { return sequence = head }
        }
    }
}
