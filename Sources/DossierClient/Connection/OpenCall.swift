import DossierCore
import NIOCore
import Synchronization

/// One call as both sides of the client see it: the connection delivers on its event loop, one task takes replies.
///
/// What waits to be taken is bounded: past the mark the call is full, and the connection may stop reading; past the
/// hard limit the call ends.
final class OpenCall: Sendable {
    private struct State {
        var waiting = CircularBuffer<[UInt8]>()
        var bytes = 0
        var isFull = false
        var end: Status?
        var reader: CheckedContinuation<CallReply, Never>?

        var isOverMark: Bool { waiting.count >= Limits.waitingReplies || bytes >= Limits.waitingReplyBytes }
        var isUnderMark: Bool { waiting.count <= Limits.waitingReplies / 2 && bytes <= Limits.waitingReplyBytes / 2 }
    }

    enum Delivery {
        case taken
        /// Taken, and the call became full by it.
        case full
        /// Not taken: the hard limit is reached, and the call has ended.
        case over
    }

    let method: MethodName
    /// Whether one reply comes, in a Response; else any number, in Data.
    let isSingle: Bool
    private let link: ConnectionLink
    private let state = Mutex(State())
    private let streamNumber = Atomic<UInt32>(0)
    private let settled = Atomic(false)

    init(_ method: MethodName, isSingle: Bool, _ link: ConnectionLink) {
        self.method = method
        self.isSingle = isSingle
        self.link = link
    }

    /// Its number on the connection; 0 before it has one.
    var stream: UInt32 {
        get { streamNumber.load(ordering: .relaxed) }
        set { streamNumber.store(newValue, ordering: .relaxed) }
    }

    /// Whether the server has said what came of it, or never got it. Set before it ends.
    var isSettled: Bool {
        get { settled.load(ordering: .relaxed) }
        set { settled.store(newValue, ordering: .relaxed) }
    }

    /// Whether it was a write that may have been done or not. Once it has ended badly.
    var isLeftOpen: Bool { isSingle && !method.isRead && !isSettled }

    /// How it ended; nil while it is open.
    var end: Status? { state.withLock { $0.end } }

    /// Hands over one message. On the event loop.
    func deliver(_ message: [UInt8]) -> Delivery {
        var reader: CheckedContinuation<CallReply, Never>?
        let delivery: Delivery = state.withLock { state in
            guard state.end == nil else { return .taken }
            if let waiting = state.reader {
                (reader, state.reader) = (waiting, nil)
                return .taken
            }
            guard state.bytes + message.count <= Limits.waitingReplyBytesAtMost else { return .over }
            state.waiting.append(message)
            state.bytes += message.count
            guard !state.isFull, state.isOverMark else { return .taken }
            state.isFull = true
            return .full
        }
        reader?.resume(returning: .message(message))
        if case .over = delivery { finish(tooSlow) }
        return delivery
    }

    /// Ends it; what waits can still be taken. The first end counts.
    func finish(_ status: Status) {
        let reader = state.withLock { state -> CheckedContinuation<CallReply, Never>? in
            guard state.end == nil else { return nil }
            state.end = status
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(returning: .end(status))
    }

    /// The next reply, or the end. One task at a time; cancelling that task abandons the call.
    func next() async -> CallReply {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if let reply = take(or: continuation) { continuation.resume(returning: reply) }
            }
        } onCancel: {
            abandon(Status(.cancelled, "\(method) was cancelled here"))
        }
    }

    /// Ends it on this side alone: ttrpc cannot tell the server, and what it still sends is passed over.
    func abandon(_ status: Status) {
        finish(status)
        link.forget(self)
    }

    private func take(or continuation: CheckedContinuation<CallReply, Never>) -> CallReply? {
        var drained = false
        let reply = state.withLock { state -> CallReply? in
            if let message = state.waiting.popFirst() {
                state.bytes -= message.count
                drained = state.isFull && state.isUnderMark
                if drained { state.isFull = false }
                return .message(message)
            }
            if let end = state.end { return .end(end) }
            precondition(state.reader == nil, "the replies of a call are read by one task at a time")
            state.reader = continuation
            return nil
        }
        if drained { link.drained(self) }
        return reply
    }

    private var tooSlow: Status {
        Status(
            .resourceExhausted,
            "replies of \(method) came faster than they were read: over \(Limits.waitingReplyBytesAtMost) bytes wait;"
                + " read them faster, or on a connection of their own"
        )
    }
}
