import CTestProtos
import Dispatch
import DossierCore
import DossierTransport
import Glibc
import DossierWire
import Synchronization

/// Methods that behave in every way a door must cope with.
final class TestRouter: CallRouter {
    /// The methods of `test.Echo`.
    enum Method: String, CaseIterable {
        /// Its request, on the event loop.
        case unary = "Unary"
        /// Its request, from another thread, after as many milliseconds as its first byte says.
        case slow = "Slow"
        /// Its request, once the test says `release`.
        case held = "Held"
        /// Answers when it is cancelled.
        case never = "Never"
        /// As many messages as its first byte says, from the event loop.
        case count = "Count"
        /// The same, from another thread.
        case countElsewhere = "CountElsewhere"
        /// Messages of 1,000 bytes without end, as fast as they are taken, from the event loop.
        case endless = "Endless"
        /// The same, from another thread.
        case endlessElsewhere = "EndlessElsewhere"
        /// The client's messages, joined.
        case collect = "Collect"
        /// The client's messages, one by one; refuses one that begins with 0xff.
        case chat = "Chat"
        /// The client's metadata as headers and as trailers, and its request as often as the first byte says.
        case mirror = "Mirror"
        /// Ends with a status that has details and a message that is not ASCII.
        case fail = "Fail"
        /// Takes as many messages of the client's as the test has let it `drink`, and replies how many they were.
        case sip = "Sip"
        /// As many MiB as the last three bits of its first byte say.
        case large = "Large"
        /// The same, from another thread.
        case largeElsewhere = "LargeElsewhere"
        /// CPU time of the event loop's thread: nanoseconds, eight bytes, big endian.
        case loopTime = "LoopTime"
        /// The call's metadata as lines of "name=value" in the message's text, with a header and a trailer, from another
        /// thread.
        case head = "Head"
        /// ABORTED, with a header and a trailer.
        case abort = "Abort"

        var streams: Bool { [.count, .countElsewhere, .endless, .endlessElsewhere, .chat, .mirror].contains(self) }
        var takesStream: Bool { [.collect, .chat, .sip].contains(self) }
    }

    private struct Call {
        let method: Method
        let port: ReplyPort
        var collected: [UInt8]
    }

    private struct State {
        var last: UInt64 = 0
        var calls: [UInt64: Call] = [:]
        var cancelled: [CancelReason] = []
        var opened = 0
        var sentBytes = 0
        var timesFull = 0
        var thirst = 0
        var compressed = 0
        var refused: [UInt64] = []
    }

    private let state = Mutex(State())
    private let messages: MethodMessages
    private let elsewhere = DispatchQueue(label: "elsewhere", attributes: .concurrent)

    /// All messages are of `wire.Single`.
    init() throws {
        let type = try Message(wire__single__init).descriptor
        messages = MethodMessages(input: type, output: type, types: MessageTypes(reachableFrom: [type]))
    }

    /// Calls that have not ended.
    var openCalls: Int { state.withLock { $0.calls.count } }
    /// Calls that have begun.
    var openedCalls: Int { state.withLock { $0.opened } }
    /// Bytes of messages that were taken.
    var sentBytes: Int { state.withLock { $0.sentBytes } }
    /// How often a stream was told to wait.
    var timesFull: Int { state.withLock { $0.timesFull } }
    /// Why calls were cancelled, in that order.
    var cancelled: [CancelReason] { state.withLock { $0.cancelled } }

    /// Messages that came compressed.
    var compressedMessages: Int { state.withLock { $0.compressed } }
    /// Messages that were refused for now.
    var refusedMessages: Int { state.withLock { $0.refused.count } }

    /// Lets `Sip` take so many messages more.
    func drink(_ count: Int) {
        let ports = state.withLock { state in
            state.thirst += count
            defer { state.refused = [] }
            return state.refused.compactMap { state.calls[$0]?.port }
        }
        for port in ports { port.resume() }
    }

    /// Answers the held calls, from this thread.
    func release() {
        let held = state.withLock { $0.calls.filter { $0.value.method == .held } }
        for (id, call) in held { finish(CallID(rawValue: id), reply: call.collected) }
    }

    func resolve(
        service: UnsafeRawBufferPointer,
        method: UnsafeRawBufferPointer,
        at door: Door
    ) throws(Status) -> MethodRoute {
        guard String(decoding: service, as: UTF8.self) == "test.Echo" else {
            throw Status(.unimplemented, "no such service")
        }
        let name = String(decoding: method, as: UTF8.self)
        guard let index = Method.allCases.firstIndex(where: { $0.rawValue == name }) else {
            throw Status(.unimplemented, "no such method")
        }
        let method = Method.allCases[index]
        return MethodRoute(
            index: index,
            serverStreams: method.streams,
            clientStreams: method.takesStream,
            messages: messages
        )
    }

    func refusal(of client: Peer, to route: MethodRoute, _ metadata: Metadata, at door: Door) -> Refusal? { nil }

    func refuse(_ route: MethodRoute, _ status: Status, _ metadata: Metadata, of client: Peer, at door: Door) -> Refusal
    {
        Refusal(status)
    }

    func open(_ route: MethodRoute, _ head: CallHead, message: UnsafeRawBufferPointer?, port: ReplyPort) -> CallID {
        let method = Method.allCases[route.index]
        let id = state.withLock { state in
            state.last += 1
            state.opened += 1
            if head.isCompressed { state.compressed += 1 }
            state.calls[state.last] = Call(method: method, port: port, collected: message.map { Array($0) } ?? [])
            return CallID(rawValue: state.last)
        }
        let argument = Int(message?.first ?? 0)
        switch method {
        case .unary: message.map { finish(id, reply: Array($0)) }
        case .slow: after(argument) { [request = message.map { Array($0) } ?? []] in self.finish(id, reply: request) }
        case .count: count(id, port, argument)
        case .countElsewhere: after(0) { self.count(id, port, argument) }
        case .endless: pour(id)
        case .endlessElsewhere: after(0) { self.pour(id) }
        case .large: finish(id, reply: [UInt8](repeating: 7, count: (argument & 7) << 20))
        case .largeElsewhere: after(0) { self.finish(id, reply: [UInt8](repeating: 7, count: (argument & 7) << 20)) }
        case .head: after(0) { self.tell(head.metadata, id) }
        case .abort: abort(id)
        case .mirror: mirror(id, port, head.metadata, message.map { Array($0) } ?? [])
        case .fail:
            let details: [UInt8] = [0x1a, 0x05, 0x0a, 0x03, 0x61, 0x2f, 0x62]
            let status = Status(.failedPrecondition, "n\u{f6} 100%\n", encodedDetails: details)
            end(id)?.finish(.failure(status, trailers: Metadata()))
        case .loopTime: withUnsafeBytes(of: Self.threadTime.bigEndian) { finish(id, reply: Array($0)) }
        case .held, .never, .collect, .chat, .sip: break
        }
        return isOpen(id) ? id : .ended
    }

    func receive(_ call: CallID, _ message: UnsafeRawBufferPointer, isCompressed: Bool) -> Bool {
        guard message.first != 0xff, sips(call) else { return false }
        if isCompressed { state.withLock { $0.compressed += 1 } }
        let chat = state.withLock { state -> ReplyPort? in
            guard let method = state.calls[call.rawValue]?.method, method == .chat else {
                state.calls[call.rawValue]?.collected += Array(message)
                return nil
            }
            return state.calls[call.rawValue]?.port
        }
        _ = chat?.send(.encoded(message))
        return true
    }

    func endOfMessages(_ call: CallID) {
        let collected = state.withLock { $0.calls[call.rawValue] }
        guard let collected else { return }
        finish(call, reply: collected.method.streams ? nil : collected.collected)
    }

    func cancel(_ call: CallID, _ reason: CancelReason) {
        state.withLock { $0.cancelled.append(reason) }
        end(call)?.finish(.failure(reason.status, trailers: Metadata()))
    }

    func writable(_ call: CallID) {
        guard let method = state.withLock({ $0.calls[call.rawValue]?.method }) else { return }
        if method == .endless { pour(call) } else { after(0) { self.pour(call) } }
    }

    // MARK: - What the methods do

    private static var threadTime: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private func mirror(_ id: CallID, _ port: ReplyPort, _ metadata: Metadata, _ message: [UInt8]) {
        port.begin(metadata)
        for _ in 0..<(message.first ?? 0) { send(port, message) }
        end(id)?.finish(.success(nil, trailers: metadata))
    }

    private func sips(_ call: CallID) -> Bool {
        state.withLock { state in
            guard state.calls[call.rawValue]?.method == .sip else { return true }
            guard state.thirst > 0 else {
                state.refused.append(call.rawValue)
                return false
            }
            state.thirst -= 1
            return true
        }
    }

    private func count(_ id: CallID, _ port: ReplyPort, _ count: Int) {
        for number in 0..<count { send(port, [UInt8](repeating: UInt8(number), count: number)) }
        end(id)?.finish(.success(nil, trailers: Metadata()))
    }

    private func pour(_ id: CallID) {
        let message = [UInt8](repeating: 1, count: 1_000)
        while let port = state.withLock({ $0.calls[id.rawValue]?.port }) {
            guard case .taken = send(port, message) else { return }
        }
    }

    @discardableResult
    private func send(_ port: ReplyPort, _ message: [UInt8]) -> SendResult {
        let result = message.withUnsafeBytes { port.send(.encoded($0)) }
        state.withLock { state in
            switch result {
            case .taken: state.sentBytes += message.count
            case .full: state.timesFull += 1
            case .closed: break
            }
        }
        return result
    }

    private static let header = Metadata([.init(name: "shard", value: "b"), .init(name: "content-length", value: "1")])
    private static let trailers = Metadata([
        .init(name: "cost", value: "7"), .init(name: "digest-bin", value: "AAE"), .init(name: "bad name", value: "x"),
        .init(name: "split", value: "a\r\nb: c"),
    ])

    private func tell(_ metadata: Metadata, _ id: CallID) {
        guard let port = end(id) else { return }
        let text = metadata.entries.map { "\($0.name)=\($0.value)" }.sorted().joined(separator: "\n")
        port.begin(Self.header)
        // Field 15, `text`.
        let reply = [15 << 3 | 2, UInt8(text.utf8.count)] + Array(text.utf8)
        reply.withUnsafeBytes { port.finish(.success(.encoded($0), trailers: Self.trailers)) }
    }

    private func abort(_ id: CallID) {
        guard let port = end(id) else { return }
        port.begin(Self.header)
        port.finish(.failure(Status(.aborted, "it has \"changed\""), trailers: Self.trailers))
    }

    private func finish(_ id: CallID, reply: [UInt8]?) {
        guard let port = end(id) else { return }
        guard let reply else { return port.finish(.success(nil, trailers: Metadata())) }
        reply.withUnsafeBytes { port.finish(.success(.encoded($0), trailers: Metadata())) }
    }

    /// Takes the call off the table; nil when it had ended before.
    private func end(_ id: CallID) -> ReplyPort? {
        state.withLock { $0.calls.removeValue(forKey: id.rawValue)?.port }
    }

    private func isOpen(_ id: CallID) -> Bool { state.withLock { $0.calls[id.rawValue] != nil } }

    private func after(_ milliseconds: Int, _ body: @escaping @Sendable () -> Void) {
        elsewhere.asyncAfter(deadline: .now() + .milliseconds(milliseconds), execute: body)
    }
}
