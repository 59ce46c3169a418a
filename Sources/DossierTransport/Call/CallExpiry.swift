import DossierCore
import NIOCore

/// When a call has been open for long enough, and why it is ended then.
struct CallExpiry {
    /// Of the monotonic clock, nanoseconds; `Int64.max`: never, or it has been acted on.
    let time: Int64
    let reason: CancelReason

    static let never = CallExpiry(time: .max, reason: .deadline)

    private init(time: Int64, reason: CancelReason) {
        self.time = time
        self.reason = reason
    }

    /// At the caller's deadline.
    init(_ deadline: Deadline) { self.init(time: deadline.nanoseconds, reason: .deadline) }

    /// At the caller's deadline or, where neither side streams, after as long as the server allows from now on.
    ///
    /// For calls that stay open alone: those that are answered within their turn need not look at the clock.
    /// - Parameter allowed: nanoseconds.
    init(_ deadline: Deadline, isUnary: Bool, allowed: Int64) {
        let bound = isUnary ? Int64(NIODeadline.now().uptimeNanoseconds) + allowed : .max
        self =
            deadline.nanoseconds <= bound
            ? CallExpiry(deadline) : CallExpiry(time: bound, reason: .overtime(allowed: allowed))
    }

    /// The same for an alarm.
    var alarm: NIODeadline { time == .max ? .distantFuture : .uptimeNanoseconds(UInt64(time)) }
}
