import DossierCore
import DossierWire

/// The open streams of one connection, and what the protocol allows on them: no I/O.
///
/// A call that is answered while it is opened never enters here.
struct StreamTable {
    /// One open stream.
    struct Stream {
        let call: CallID
        /// The client sends messages, until it has said that it is done.
        var takesMessages: Bool
        /// The method is one whose client streams.
        let clientStreams: Bool
        var expiry: CallExpiry
    }

    /// What becomes of a Data frame.
    enum Ruling: Equatable {
        /// Goes to the call: as a message, as the end of its messages, or as both.
        case deliver(CallID, isMessage: Bool, isLast: Bool)
        /// Says nothing that was not known.
        case ignore
        /// Answered with this status; the stream's call, if there is one, has been removed and is to be cancelled.
        case refuse(Status, cancelling: CallID?)
    }

    private var streams: [UInt32: Stream] = [:]
    private let limit: Int

    /// Holds up to so many streams.
    init(limit: Int) { self.limit = limit }

    var isEmpty: Bool { streams.isEmpty }

    /// Why a Request may not open this stream; nil when it may.
    func refusal(ofRequest stream: UInt32) -> Status? {
        if stream % 2 == 0 {
            return Status(.invalidArgument, "stream \(stream) is even; a client's streams have odd numbers")
        }
        guard !streams.isEmpty else { return nil }
        if streams[stream] != nil {
            return Status(.invalidArgument, "stream \(stream) is open; give every call a number of its own")
        }
        if streams.count >= limit {
            return .busy("\(limit) calls are open on this connection; wait until one has ended")
        }
        return nil
    }

    /// A call stays open on this stream.
    mutating func insert(_ stream: Stream, at number: UInt32) { streams[number] = stream }

    /// The stream has ended; nil when it was not open.
    @discardableResult
    mutating func remove(_ number: UInt32) -> Stream? {
        streams.isEmpty ? nil : streams.removeValue(forKey: number)
    }

    /// The open stream of that number.
    subscript(_ number: UInt32) -> Stream? { streams[number] }

    /// A Data frame has come.
    mutating func rule(onData number: UInt32, flags: TTRPC.FrameFlags) -> Ruling {
        guard let stream = streams[number] else {
            return .refuse(
                Status(.invalidArgument, "stream \(number) is not open; its call has ended"),
                cancelling: nil
            )
        }
        let isMessage = !flags.contains(.noData)
        let isLast = flags.contains(.remoteClosed)
        guard stream.takesMessages else {
            return isMessage ? refuse(number, stream) : .ignore
        }
        if isLast { streams[number]?.takesMessages = false }
        return isMessage || isLast ? .deliver(stream.call, isMessage: isMessage, isLast: isLast) : .ignore
    }

    private mutating func refuse(_ number: UInt32, _ stream: Stream) -> Ruling {
        streams[number] = nil
        let reason =
            stream.clientStreams
            ? "the client has closed its side of stream \(number); no message may follow"
            : "the method on stream \(number) takes one message, in the request; no other may follow"
        return .refuse(Status(.invalidArgument, reason), cancelling: stream.call)
    }

    /// The calls whose time is over, each once and with why, and when the next one's will be (`Int64.max`: never).
    mutating func expire(now: Int64) -> (calls: [(CallID, CancelReason)], next: Int64) {
        var calls: [(CallID, CancelReason)] = []
        var next = Int64.max
        for (number, stream) in streams {
            if stream.expiry.time <= now {
                calls.append((stream.call, stream.expiry.reason))
                streams[number]?.expiry = .never
            } else {
                next = min(next, stream.expiry.time)
            }
        }
        return (calls, next)
    }

    /// Every open call.
    var calls: [CallID] { streams.values.map(\.call) }

    /// Every open call; none is open from now on.
    mutating func removeAll() -> [CallID] {
        defer { streams.removeAll() }
        return calls
    }
}
