import DossierCore
import DossierStore
import Synchronization
import Testing

/// A store with two kinds, and short words for what tests do with it.
///
/// A body is lines of "field:value"; its fields become its terms, "text" and "heading" its texts. `notes` refer to `topics` and to other notes.
final class Desk: Sendable {
    let folder: Folder
    let clock: TestClock
    let store: any Store

    /// A new store, or the one in `folder`.
    init(_ engine: Engine, folder: Folder = Folder(), clock: TestClock = TestClock()) throws {
        self.folder = folder
        self.clock = clock
        store = try engine.open(folder) { clock.now }
        try store.declare(Desk.kinds) { _, _ in }
    }

    deinit { store.close() }

    static let kinds = [kind("notes"), kind("topics")]

    static func kind(_ name: String, termsVersion: UInt32 = 1, fields: [Field] = Desk.fields) -> Kind {
        Kind(
            name: name,
            fields: fields,
            termsVersion: termsVersion,
            redact: { _, mark throws(Status) in Array("redacted:\(mark.author), \(mark.reason)".utf8) }
        ) { (record, sink) throws(Status) in
            for line in record.body.split(separator: UInt8(ascii: "\n")) {
                guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
                let name = String(decoding: line[..<colon], as: UTF8.self)
                try add([UInt8](line[(colon + 1)...]), as: name, of: fields, to: &sink)
            }
        }
    }

    private static func add(
        _ value: [UInt8],
        as name: String,
        of fields: [Field],
        to sink: inout TermSink
    ) throws(Status) {
        var value = value
        let field = fields.firstIndex { $0.name == name }
        if let field, fields[field].type == .int {
            value = sortable(Int64(String(decoding: value, as: UTF8.self)) ?? 0)
        }
        let status = value.withUnsafeBytes { bytes -> Status? in
            do throws(Status) {
                if let field { try sink.add(field: field, value: bytes) }
                if let weight = ["text": 1, "heading": 4][name] { try sink.add(text: bytes, weight: weight) }
            } catch { return error }
            return nil
        }
        if let status { throw status }
    }

    static let fields = [
        Field(name: "title", type: .text, repeated: false),
        Field(name: "size", type: .int, repeated: false),
        Field(name: "about", type: .name, repeated: true, kinds: ["topics", "notes"]),
    ]

    private static func sortable(_ value: Int64) -> [UInt8] {
        let bits = UInt64(bitPattern: value) ^ 1 << 63
        return withUnsafeBytes(of: bits.bigEndian) { [UInt8]($0) }
    }

    // MARK: Writing

    /// Writes and waits for the end.
    @discardableResult
    func write(
        author: String = "ana",
        origin: Write.Origin = Write.Origin(),
        requestID: Write.RequestID? = nil,
        validateOnly: Bool = false,
        _ body: @escaping @Sendable (any WriteTransaction) throws(Status) -> [UInt8]
    ) throws -> Write.Outcome {
        let end = Waiter<Result<Write.Outcome, Status>>()
        try store.write(
            Write(author: author, origin: origin, requestID: requestID, validateOnly: validateOnly, body: body) {
                end.give($0)
            }
        )
        return try end.take().get()
    }

    /// Writes one version and waits.
    @discardableResult
    func put(
        _ kind: String = "notes",
        _ id: String,
        _ body: String = "",
        revision: UInt64 = 0,
        deleted: Bool = false,
        tlp: UInt32 = 3
    ) throws -> Write.Outcome {
        try write { (transaction) throws(Status) in
            try transaction.put(kind, id, body, revision: revision, deleted: deleted, tlp: tlp)
            return []
        }
    }

    // MARK: Reading

    /// The version of a record; nil when NOT_FOUND.
    func get(_ kind: String = "notes", _ id: String, at moment: MomentRequest = .now, revision: UInt64? = nil) throws
        -> Version?
    {
        try read(at: moment) { (view) throws(Status) in try view.version(kind, id, revision: revision) }
    }

    /// All ids that `find` visits, page by page.
    func ids(
        _ kind: String = "notes",
        at moment: MomentRequest = .now,
        page: Int = 100,
        showDeleted: Bool = false
    ) throws -> [String] {
        var ids: [String] = []
        var query = Query(kind: kind, limit: page, showDeleted: showDeleted)
        while true {
            let (versions, cursor) = try find(query, at: moment)
            ids += versions.map(\.id)
            guard versions.count == page else { return ids }
            query.cursor = cursor
        }
    }

    /// One page of `find`.
    func find(_ query: Query, at moment: MomentRequest = .now) throws -> ([Version], cursor: [UInt8]) {
        try read(at: moment) { (view) throws(Status) in
            try Version.collect { (visit) throws(Status) in try view.find(query, visit) }
        }
    }

    /// One page of `changes`.
    func changes(_ query: Query = Query(kind: "notes", limit: 1_000), after: UInt64 = 0) throws
        -> ([Version], cursor: [UInt8])
    {
        try read { (view) throws(Status) in
            try Version.collect { (visit) throws(Status) in try view.changes(query, after: after, visit) }
        }
    }

    /// Reads and hands back what `body` found.
    func read<Found>(
        at moment: MomentRequest = .now,
        _ body: (any ReadTransaction) throws(Status) -> Found
    ) throws(Status) -> Found {
        var found: Found?
        try store.read(at: moment, for: .red) { (view) throws(Status) in found = try body(view) }
        guard let found else { throw Status(.internal, "the body did not run") }
        return found
    }
}
