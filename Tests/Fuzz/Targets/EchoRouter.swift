import DossierCore
import DossierTransport
import NIOCore

/// Answers the calls of one connection: with what they say, or not before they are cancelled.
///
/// `@unchecked Sendable`: its connection has an event loop without a thread, so all of it runs on one.
final class EchoRouter: CallRouter, @unchecked Sendable {
    private enum Method: String, CaseIterable {
        case unary = "Unary"
        case fail = "Fail"
        /// Answers when it is cancelled.
        case never = "Never"
        /// Its request, over and over.
        case repeats = "Repeat"
        /// All messages in one.
        case collect = "Collect"
        /// Each message at once. Refuses, at first, one that begins with 0xfe.
        case chat = "Chat"

        var serverStreams: Bool { self == .repeats || self == .chat }
        var clientStreams: Bool { self == .collect || self == .chat }
    }

    private struct Call {
        let method: Method
        let port: ReplyPort
        var message: [UInt8]
        var toSend = 200
        var hasRefused = false
    }

    private let eventLoop: any EventLoop
    private let messages: MethodMessages
    private var last: UInt64 = 0
    private var calls: [CallID: Call] = [:]

    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        let type = FuzzTypes.all[0]
        messages = MethodMessages(input: type, output: type, types: FuzzTypes.known)
    }

    /// Calls that have not ended.
    var openCalls: Int { calls.count }

    func resolve(
        service: UnsafeRawBufferPointer,
        method: UnsafeRawBufferPointer,
        at door: Door
    ) throws(Status) -> MethodRoute {
        guard service.elementsEqual("E".utf8) else { throw Status(.unimplemented, "no such service") }
        guard let index = Method.allCases.firstIndex(where: { method.elementsEqual($0.rawValue.utf8) }) else {
            throw Status(.unimplemented, "no such method")
        }
        let method = Method.allCases[index]
        return MethodRoute(
            index: index,
            serverStreams: method.serverStreams,
            clientStreams: method.clientStreams,
            messages: messages
        )
    }

    func refusal(of client: Peer, to route: MethodRoute, _ metadata: Metadata, at door: Door) -> Refusal? {
        metadata["denied"].map { _ in Refusal(Status(.permissionDenied, "denied")) }
    }

    func refuse(_ route: MethodRoute, _ status: Status, _ metadata: Metadata, of client: Peer, at door: Door) -> Refusal
    {
        Refusal(status)
    }

    func open(_ route: MethodRoute, _ head: CallHead, message: UnsafeRawBufferPointer?, port: ReplyPort) -> CallID {
        last += 1
        let id = CallID(rawValue: last)
        let method = Method.allCases[route.index]
        calls[id] = Call(method: method, port: port, message: message.map { Array($0) } ?? [])
        switch method {
        case .unary:
            port.compress(message?.first == 0)
            port.begin(head.metadata)
            finish(id, with: calls[id]?.message)
        case .fail: finish(id, Status(.aborted, "n\u{f6} 100%\n"))
        case .repeats: pour(id)
        case .never, .collect, .chat: break
        }
        return calls[id] == nil ? .ended : id
    }

    func receive(_ id: CallID, _ message: UnsafeRawBufferPointer, isCompressed: Bool) -> Bool {
        guard let call = calls[id] else { return true }
        if message.first == 0xfe, !call.hasRefused {
            calls[id]?.hasRefused = true
            eventLoop.execute { call.port.resume() }
            return false
        }
        if call.method == .chat {
            _ = call.port.send(.encoded(message))
        } else {
            calls[id]?.message += Array(message)
        }
        return true
    }

    func endOfMessages(_ id: CallID) {
        guard let call = calls[id] else { return }
        finish(id, with: call.method.serverStreams ? nil : call.message)
    }

    func cancel(_ id: CallID, _ reason: CancelReason) { finish(id, reason.status) }

    func writable(_ id: CallID) {
        if calls[id]?.method == .repeats { pour(id) }
    }

    private func pour(_ id: CallID) {
        while let call = calls[id], call.toSend > 0 {
            let result = call.message.span.bytes.withUnsafeBytes { call.port.send(.encoded($0)) }
            guard case .taken = result else { return }
            calls[id]?.toSend -= 1
        }
        finish(id, with: nil)
    }

    private func finish(_ id: CallID, with reply: [UInt8]?) {
        guard let port = calls.removeValue(forKey: id)?.port else { return }
        let trailers = Metadata([.init(name: "cost", value: "7"), .init(name: "bad name", value: "a\r\nb: c")])
        guard let reply else { return port.finish(.success(nil, trailers: trailers)) }
        reply.span.bytes.withUnsafeBytes { port.finish(.success(.encoded($0), trailers: trailers)) }
    }

    private func finish(_ id: CallID, _ status: Status) {
        calls.removeValue(forKey: id)?.port.finish(.failure(status, trailers: Metadata()))
    }
}
