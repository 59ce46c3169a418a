/// A moment on the monotonic clock by which a call must have ended.
public struct Deadline: Sendable, Equatable {
    /// Nanoseconds of the monotonic clock; `Int64.max`: never.
    public let nanoseconds: Int64

    /// At this reading of the monotonic clock.
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Never.
    public static let never = Deadline(nanoseconds: .max)

    /// So many nanoseconds from `now`; 0 or less: never, as ttrpc's `timeout_nano` says it.
    public static func after(nanoseconds: Int64, now: Int64) -> Deadline {
        guard nanoseconds > 0 else { return .never }
        let (sum, overflow) = now.addingReportingOverflow(nanoseconds)
        return overflow ? .never : Deadline(nanoseconds: sum)
    }

    /// Nanoseconds left at `now`: zero or less when past, `Int64.max` when never.
    public func remaining(now: Int64) -> Int64 { nanoseconds == .max ? .max : nanoseconds - now }
}
