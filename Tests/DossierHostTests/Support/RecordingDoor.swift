import CProtobufC
import DossierCore
import DossierHost
import DossierTransport
import DossierWire
import Synchronization
import Testing

/// A door of a protocol that has headers: keeps what goes out, in order.
final class RecordingDoor: DoorConnection, @unchecked Sendable {
    // Sendable: what it keeps is behind a lock.

    enum Sent: Equatable {
        case headers(Metadata)
        case message(Answer)
        case end(Status)
    }

    private let sent = Mutex<[Sent]>([])

    init() { super.init(peer: "test") }

    /// Calls a method of probe.v1 and waits for its end.
    /// - Returns: what went out.
    func call(_ method: String, _ ask: Ask, on host: Host) async throws -> [Sent] {
        let name = method.split(separator: "/").map(String.init)
        let route = try "probe.v1.\(name[0])".utf8.withContiguousStorageIfAvailable { service in
            try name[1].utf8.withContiguousStorageIfAvailable { method in
                try host.router.resolve(
                    service: UnsafeRawBufferPointer(service),
                    method: UnsafeRawBufferPointer(method)
                )
            }!
        }!
        let port = ReplyPort(connection: self, stream: 1, streams: route.serverStreams)
        _ = ask.encoded.withUnsafeBytes { host.router.open(route, CallHead(), message: $0, port: port) }
        try await eventually("it ends") {
            if case .end = sent.withLock({ $0.last }) { true } else { false }
        }
        return sent.withLock { $0 }
    }

    override func begin(_ headers: Metadata, on port: ReplyPort) { keep(.headers(headers)) }

    override func send(_ message: OutboundMessage, on port: ReplyPort) -> SendResult {
        keep(.message(Answer(message.bytes)))
        return .taken
    }

    override func finish(_ outcome: CallOutcome, on port: ReplyPort) {
        switch outcome {
        case .success(let message, _):
            if let message { keep(.message(Answer(message.bytes))) }
            keep(.end(.ok))
        case .failure(let status, _): keep(.end(status))
        }
    }

    private func keep(_ what: Sent) { sent.withLock { $0.append(what) } }
}

extension OutboundMessage {
    fileprivate var bytes: [UInt8] {
        switch self {
        case .message(let message): MessageEncoder.encode(message)
        case .encoded(let bytes): [UInt8](bytes)
        }
    }
}
