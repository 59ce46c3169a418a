import CDossierProtos
import DossierClient
import DossierCore
import DossierWire

/// One import without end: each record is created, updated and sent once more, and in the next run all of it is sent
/// again, as who was broken off does.
struct ImportWriter {
    private typealias Outcome = Dossier__V1__ImportOutcome

    private struct Item {
        var id: String
        var revision: Int
        /// What its acknowledgement may say.
        var outcomes: [Outcome]
    }

    private static let create = DOSSIER__V1__IMPORT_OUTCOME__IMPORT_OUTCOME_CREATED
    private static let update = DOSSIER__V1__IMPORT_OUTCOME__IMPORT_OUTCOME_UPDATED
    private static let leave = DOSSIER__V1__IMPORT_OUTCOME__IMPORT_OUTCOME_UNCHANGED

    /// Items without an acknowledgement.
    private static let open = 16

    private let ledger: Ledger
    private let prefix: String
    private var again: [Item]
    private var created = 0
    private var sent: UInt64 = 0
    private var waiting: [UInt64: Item] = [:]

    /// - Parameters:
    ///   - prefix: what its ids begin with.
    ///   - earlier: what those of the run before began with.
    init(_ ledger: Ledger, _ prefix: String, after earlier: String) {
        self.ledger = ledger
        self.prefix = prefix
        again = ledger.records.filter { $0.key.hasPrefix(earlier) }
            .map { id, entry in
                let isSure = entry.acknowledged == entry.attempted
                let outcomes = isSure ? [] : [entry.acknowledged == 0 ? Self.create : Self.update]
                return Item(id: id, revision: entry.attempted, outcomes: outcomes + [Self.leave])
            }
    }

    /// Until the server is gone: throws why.
    mutating func write(_ client: Client) async throws(Status) {
        let call = try await client.duplex(MethodName("dossier.v1.Incidents", "ImportIncidents"))
        var replies = call.replies.makeAsyncIterator()
        while true {
            while waiting.count < Self.open { try await send(next(), call) }
            guard let reply = try await replies.next() else { return ledger.note("an import ended well by itself") }
            if let following = try take(reply) { try await send(following, call) }
        }
    }

    private mutating func next() -> Item {
        if let item = again.popLast() { return item }
        created += 1
        return Item(id: "\(prefix)\(created)", revision: 1, outcomes: [Self.create])
    }

    private mutating func send(_ item: Item, _ call: DuplexCall) async throws(Status) {
        sent += 1
        waiting[sent] = item
        ledger.attempt(item.id, item.revision)
        let json = "{\"item\": \"\(sent)\", \"incident\": \(Writers.json(item.id, item.revision))}"
        try await call.send(try Requests.encode("ImportIncidents", json))
    }

    /// Takes an acknowledgement. Returns what is to be sent of the same record next.
    private mutating func take(_ reply: [UInt8]) throws(Status) -> Item? {
        let message = try Message(dossier__v1__import_incidents_response__init, decoding: reply)
        defer { withExtendedLifetime(message) {} }
        let acknowledgement = message.pointee
        guard let item = waiting.removeValue(forKey: acknowledgement.item) else {
            ledger.note("item \(acknowledgement.item) of \(prefix) was acknowledged, but did not wait for it")
            return nil
        }
        guard item.outcomes.contains(acknowledgement.outcome),
            String(cString: acknowledgement.name) == "incidents/\(item.id)"
        else {
            ledger.note(
                "\(item.id) at \(item.revision) was acknowledged with outcome \(acknowledgement.outcome.rawValue)"
            )
            return nil
        }
        ledger.acknowledge(item.id, item.revision, by: .item, in: acknowledgement.sequence)
        return following(item)
    }

    private func following(_ item: Item) -> Item? {
        switch item.outcomes {
        case [Self.create]: Item(id: item.id, revision: 2, outcomes: [Self.update])
        case [Self.update]: Item(id: item.id, revision: 2, outcomes: [Self.leave])
        default: nil
        }
    }
}
