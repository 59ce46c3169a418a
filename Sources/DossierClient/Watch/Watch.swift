import DossierCore
import DossierWire

/// Every change of one kind after a position, each once and in the order of the record, over as many connections as it
/// takes: when the server goes, the watch looks for it again and goes on after the last event that it gave.
///
/// One task at a time calls `next`; cancelling that task ends the watch with CANCELLED.
public struct Watch {
    private let kind: ResourceKind
    private let filter: String
    private let metadata: Metadata
    private let end: ContinuousClock.Instant?
    private let tries: Int
    private let onRetry: @Sendable (WatchRetry) -> Void
    private let address: ServerAddress
    private var client: Client?
    private var events: Replies.Iterator?
    private var failures = 0

    /// Where it stands: a watch from here misses nothing and repeats nothing.
    public private(set) var position: WatchPosition?

    /// - Parameters:
    ///   - client: the first connection; later ones go to the same address.
    ///   - position: nil: from now on.
    ///   - filter: as in a listing; empty: all.
    ///   - options: the time-out is that of the whole watch.
    ///   - tries: how often in a row the server is looked for before the watch gives up.
    ///   - onRetry: told before each new try. On the task that calls `next`.
    public init(
        _ client: Client,
        _ kind: ResourceKind,
        after position: WatchPosition? = nil,
        filter: String = "",
        _ options: CallOptions = CallOptions(),
        tries: Int = Limits.resumeTries,
        onRetry: @escaping @Sendable (WatchRetry) -> Void = { _ in }
    ) {
        self.client = client
        self.kind = kind
        self.position = position
        self.filter = filter
        self.tries = tries
        self.onRetry = onRetry
        address = client.address
        metadata = options.metadata
        end = options.timeout.map { .now + $0 }
    }

    /// The next event, heartbeats included, as `dossier.v1.Watch..Response` in proto3 JSON.
    /// - Throws: what no other try can mend; the last try's status when none of them has reached
    ///   the server; DEADLINE_EXCEEDED at the time-out.
    public mutating func next() async throws(Status) -> JSONValue {
        while true {
            do throws(Status) {
                let event = try await receive()
                failures = 0
                position = (event["resumeToken"]?.text).map(WatchPosition.token) ?? sequence(of: event) ?? position
                return event
            } catch {
                try await recover(error)
            }
        }
    }

    private mutating func receive() async throws(Status) -> JSONValue {
        let method = try ServiceCatalog.standard.method(MethodName(kind.service, "Watch\(kind.plural)"))
        if events == nil { events = try await start(method) }
        guard let event = try await events?.next() else {
            throw Status(.unavailable, "\(address) ended the watch")
        }
        return try JSONMessage.decode(event, as: method.output)
    }

    /// "From now on" is made a position first, so that nothing is missed when the server goes before the first event.
    private mutating func start(_ method: ServiceMethod) async throws(Status) -> Replies.Iterator {
        let client = if let client { client } else { try await Client.connect(to: address) }
        self.client = client
        if position == nil {
            let status = try ServiceCatalog.standard.method(MethodName("dossier.v1.Server", "GetStatus"))
            let reply = try await client.call(status, .object([]), options)
            position = .sequence((reply["sequence"]?.text).flatMap(UInt64.init) ?? 0)
        }
        let request = try JSONMessage.encode(JSONValue(members: request), as: method.input)
        return try client.stream(method.name, request, options).makeAsyncIterator()
    }

    private var request: [(String, JSONValue)] {
        let filter = filter.isEmpty ? [] : [("filter", JSONValue.string(filter))]
        switch position {
        case .sequence(let sequence): return filter + [("sequence", .string("\(sequence)"))]
        case .token(let token): return filter + [("resume_token", .string(token))]
        case nil: return filter
        }
    }

    private var options: CallOptions { CallOptions(timeout: end.map { $0 - .now }, metadata: metadata) }

    private func sequence(of event: JSONValue) -> WatchPosition? {
        (event["sequence"]?.text).flatMap(UInt64.init).map(WatchPosition.sequence)
    }

    /// Waits until it is time for another try. Throws the status when none would help.
    private mutating func recover(_ status: Status) async throws(Status) {
        guard WatchRetry.helps(status), failures < tries, !Task.isCancelled else { throw status }
        let retry = WatchRetry(reason: status, position: position, delay: WatchRetry.delay(after: failures))
        if let end, end - .now <= retry.delay {
            throw Status(.deadlineExceeded, "the time-out passed while the server was away: \(status.message)")
        }
        failures += 1
        (client, events) = (nil, nil)
        onRetry(retry)
        do { try await Task.sleep(for: retry.delay) } catch { throw Status(.cancelled, "the watch was cancelled here") }
    }
}
