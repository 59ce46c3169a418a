import CProtobufC
import DossierCore
import DossierHost
import DossierTransport
import DossierWire
import Synchronization
import Testing

/// The door of one call, of a protocol that has headers and compression: keeps what goes out, in order.
final class RecordingDoor: DoorConnection, @unchecked Sendable {
    // Sendable: what it keeps is behind a lock.

    enum Sent: Equatable {
        case compress(Bool)
        case headers(Metadata)
        case message([UInt8])
        /// Not recorded when there are none.
        case trailers(Metadata)
        case end(Status)

        /// A probe.v1.Answer.
        static func message(_ answer: Answer) -> Sent { .message(answer.encoded) }
    }

    /// One element for each time that refused messages are asked for again.
    let resumptions: AsyncStream<Void>

    private let sent = Mutex<[Sent]>([])
    private let full = Atomic(false)
    private let resumed = Atomic(0)
    private let resumption: AsyncStream<Void>.Continuation

    init() {
        (resumptions, resumption) = AsyncStream.makeStream()
        super.init(Peer(name: "test"), .ttrpc)
    }

    /// The client does not read: messages are not taken.
    var isFull: Bool {
        get { full.load(ordering: .relaxed) }
        set { full.store(newValue, ordering: .relaxed) }
    }

    /// What has gone out so far.
    var sentSoFar: [Sent] { sent.withLock { $0 } }

    /// How often refused messages have been asked for again.
    var resumeCount: Int { resumed.load(ordering: .relaxed) }

    /// Calls a method of probe.v1 and waits for its end.
    /// - Returns: what went out.
    func call(_ method: String, _ ask: Ask, _ head: CallHead = CallHead(), on host: Host) async throws -> [Sent] {
        _ = try open("probe.v1.\(method)", ask.encoded, head, on: host)
        return try await end()
    }

    /// Begins a call; without a request where the client streams.
    func open(
        _ method: String,
        _ request: [UInt8]?,
        _ head: CallHead = CallHead(),
        on host: Host
    ) throws -> RecordedCall {
        let name = method.split(separator: "/").map { Array($0.utf8) }
        let route = try name[0].withUnsafeBytes { service in
            try name[1].withUnsafeBytes { try host.router.resolve(service: service, method: $0, at: .ttrpc) }
        }
        arrive()
        let port = ReplyPort(connection: self, stream: 1, streams: route.serverStreams)
        guard let request else {
            return RecordedCall(id: host.router.open(route, head, message: nil, port: port), host: host)
        }
        let id = request.withUnsafeBytes { host.router.open(route, head, message: $0, port: port) }
        return RecordedCall(id: id, host: host)
    }

    /// Waits for the end of the call.
    /// - Returns: what went out.
    func end() async throws -> [Sent] {
        try await eventually("it ends") {
            if case .end = sentSoFar.last { true } else { false }
        }
        return sentSoFar
    }

    override func compress(_ isWanted: Bool, on port: ReplyPort) { keep(.compress(isWanted)) }

    override func resume(_ port: ReplyPort) {
        resumed.add(1, ordering: .relaxed)
        resumption.yield()
    }

    override func begin(_ headers: Metadata, on port: ReplyPort) { keep(.headers(headers)) }

    override func send(_ message: OutboundMessage, on port: ReplyPort) -> SendResult {
        guard !isFull else { return .full }
        keep(.message(message.bytes))
        return .taken
    }

    override func finish(_ outcome: CallOutcome, on port: ReplyPort) {
        switch outcome {
        case .success(let message, let trailers):
            if let message { keep(.message(message.bytes)) }
            end(.ok, trailers)
        case .failure(let status, let trailers): end(status, trailers)
        }
    }

    private func end(_ status: Status, _ trailers: Metadata) {
        // The id by which the log knows a call that has failed is another each time.
        let trailers = Metadata(trailers.entries.filter { $0.name != Metadata.requestID })
        if !trailers.entries.isEmpty { keep(.trailers(trailers)) }
        keep(.end(status))
    }

    /// What a module was about to send when its call was cancelled comes behind the end, and is dropped, as by every door.
    private func keep(_ what: Sent) {
        sent.withLock { sent in
            if case .end = sent.last { return }
            sent.append(what)
        }
    }
}

/// A call that a `RecordingDoor` has begun.
struct RecordedCall {
    let id: CallID
    let host: Host

    /// One more message of the client's; false when it is not taken.
    func offer(_ message: [UInt8], isCompressed: Bool = false) -> Bool {
        message.withUnsafeBytes { host.router.receive(id, $0, isCompressed: isCompressed) }
    }

    /// The client reads again.
    func read(from door: RecordingDoor) {
        door.isFull = false
        host.router.writable(id)
    }

    /// The client has said all.
    func close() { host.router.endOfMessages(id) }

    /// The client is gone.
    func cancel() { host.router.cancel(id, .disconnected) }
}

extension OutboundMessage {
    fileprivate var bytes: [UInt8] {
        switch self {
        case .message(let message): MessageEncoder.encode(message)
        case .encoded(let bytes): [UInt8](bytes)
        }
    }
}
