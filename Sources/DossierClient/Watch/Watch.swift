import DossierCore
import DossierWire

/// Every change of one kind after a position, each once and in the order of the record, over as many connections as it
/// takes: when the server goes, the watch looks for it again and goes on after the last event that it gave.
///
/// One task at a time calls `next`; cancelling that task ends the watch with CANCELLED.
public struct Watch {
    private let kind: ResourceKind
    private let filter: String
    private let client: Client
    private var retries: Retries
    private var events: Replies.Iterator?

    /// Where it stands: a watch from here misses nothing and repeats nothing.
    public private(set) var position: WatchPosition?

    /// - Parameters:
    ///   - client: asked over whichever connection it has.
    ///   - position: nil: from now on.
    ///   - filter: as in a listing; empty: all.
    ///   - options: the time-out is that of the whole watch, and the server is looked for as their `retry` says.
    public init(
        _ client: Client,
        _ kind: ResourceKind,
        after position: WatchPosition? = nil,
        filter: String = "",
        _ options: CallOptions = CallOptions()
    ) {
        self.kind = kind
        self.position = position
        self.filter = filter
        self.client = client
        retries = Retries(options, of: .watch)
    }

    /// The next event, heartbeats included, as `dossier.v1.Watch..Response` in proto3 JSON.
    /// - Throws: what no other try can mend; the last try's status when none of them has reached
    ///   the server; DEADLINE_EXCEEDED at the time-out.
    public mutating func next() async throws(Status) -> JSONValue {
        while true {
            let connection = if let events { events.connection } else { try await client.connected(&retries) }
            do throws(Status) {
                let event = try await receive(over: connection)
                retries.succeeded()
                position = (event["resumeToken"]?.text).map(WatchPosition.token) ?? sequence(of: event) ?? position
                return event
            } catch {
                events = nil
                try await retries.wait(after: error)
            }
        }
    }

    private mutating func receive(over connection: Connection) async throws(Status) -> JSONValue {
        let method = try ServiceMethod.standard(MethodName(kind.service, "Watch\(kind.plural)"))
        if events == nil { events = try await start(method, over: connection) }
        guard let event = try await events?.next() else {
            throw Status(.unavailable, "\(client.address) ended the watch")
        }
        return try method.reply(event)
    }

    /// "From now on" is made a position first, so that nothing is missed when the server goes before the first event.
    private mutating func start(
        _ method: ServiceMethod,
        over connection: Connection
    ) async throws(Status) -> Replies.Iterator {
        if position == nil {
            let status = try ServiceMethod.standard(MethodName("dossier.v1.Server", "GetStatus"))
            let reply = try await client.call(status, .object([]), retries.options)
            position = .sequence((reply["sequence"]?.text).flatMap(UInt64.init) ?? 0)
        }
        let request = try method.request(JSONValue(members: request))
        return try connection.stream(method.name, request, retries.options).makeAsyncIterator()
    }

    private var request: [(String, JSONValue)] {
        let filter = filter.isEmpty ? [] : [("filter", JSONValue.string(filter))]
        switch position {
        case .sequence(let sequence): return filter + [("sequence", .string("\(sequence)"))]
        case .token(let token): return filter + [("resume_token", .string(token))]
        case nil: return filter
        }
    }

    private func sequence(of event: JSONValue) -> WatchPosition? {
        (event["sequence"]?.text).flatMap(UInt64.init).map(WatchPosition.sequence)
    }
}
