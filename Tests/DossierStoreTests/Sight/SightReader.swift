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
    /// - Parameter model: of the record as it is now: every version that is shown must be one that he may see.
    mutating func follow(_ desk: Desk, _ model: SightModel, _ hint: String) throws {
        while true {
            var query = Query(kind: kind, limit: page)
            query.cursor = cursor
            var told: [String: UInt64?] = [:]
            var end: [UInt8] = []
            var head: UInt64 = 0
            let clearance = clearance
            let known = known
            let kind = kind
            try desk.store.read(at: .now, for: clearance) { (view) throws(Status) in
                head = try view.moment.sequence
                var now = known
                end = try view.changes(query, after: sequence) { record, _ in
                    let id = String(decoding: record.id, as: UTF8.self)
                    if record.deletion != .removed {
                        let version = model.records["\(kind)/\(id)"]?.first { $0.revision == record.revision }
                        let mayShow = version.map { model.mayShow($0, of: "\(kind)/\(id)", to: clearance) }
                        #expect(mayShow == true, "\(id) \(record.revision) was shown to \(clearance), \(hint)")
                    }
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
