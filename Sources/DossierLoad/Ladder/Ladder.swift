import DossierCore

/// Looks for the knee: the highest rate that a server holds. It climbs by a quarter until a rate does not hold, twice,
/// since machines are noisy; then it halves the gap until that is small, and last tries 70 % of what it found, which is
/// about what a server should be run at.
///
/// It makes no calls: it is told what came of each rate, and says which is next.
public struct Ladder: Sendable {
    /// What came of one rate.
    public struct Attempt: Sendable, Equatable {
        /// Calls a second that were made,
        public let rate: Double
        /// and those of them that were answered OK in time.
        public let goodput: Double
        /// Nanoseconds; nil when no call was answered OK.
        public let p99: UInt64?

        /// One that was made.
        public init(rate: Double, goodput: Double, p99: UInt64?) {
            self.rate = rate
            self.goodput = goodput
            self.p99 = p99
        }
    }

    /// A rate holds while so much of it is answered.
    public static let goodputShare = 0.95
    /// A rate holds while p99 is at most so many times that of the first rate, where no bound was given.
    public static let p99Times: UInt64 = 10
    /// Nanoseconds up to which p99 is never too long, where no bound was given: less is a machine's own unrest.
    public static let p99Floor: UInt64 = 10_000_000
    /// What a server should be run at, of the knee.
    public static let steadyShare = 0.7
    /// The first rate, of what a closed loop reaches.
    public static let firstShare = 0.1
    private static let climb = 1.25
    /// The knee is known well enough when the next rate that does not hold is so near.
    private static let gap = 1.06

    private let first: Double
    private let givenBound: UInt64?
    /// In the order in which they were made.
    public private(set) var attempts: [Attempt] = []

    /// - Parameters:
    ///   - first: the lowest rate.
    ///   - bound: of p99, nanoseconds; nil: ten times that of the first rate, but not less than `p99Floor`.
    public init(from first: Double, p99Bound bound: UInt64? = nil) {
        self.first = first
        givenBound = bound
    }

    /// Of p99, nanoseconds; nil while it is not known.
    public var p99Bound: UInt64? { givenBound ?? attempts.first?.p99.map { max($0 * Self.p99Times, Self.p99Floor) } }

    /// Notes what came of a rate.
    public mutating func add(_ attempt: Attempt) { attempts.append(attempt) }

    /// Whether the server held it.
    public func held(_ attempt: Attempt) -> Bool {
        guard let p99 = attempt.p99, let p99Bound else { return false }
        return attempt.goodput >= Self.goodputShare * attempt.rate && p99 <= p99Bound
    }

    /// The highest rate that held below all that did not; nil: not even the first did.
    public var knee: Attempt? {
        let failed = lowestFailed ?? .infinity
        return attempts.filter { held($0) && $0.rate < failed }.max { $0.rate < $1.rate }
    }

    /// What came of 70 % of the knee; nil: it has not been tried.
    public var steady: Attempt? {
        guard let knee else { return nil }
        return attempts.last { $0.rate == knee.rate * Self.steadyShare }
    }

    /// The rate to try next; nil: there is nothing left to find out.
    public var next: Double? {
        guard let last = attempts.last else { return first }
        guard attempts.count < Limits.loadSteps, steady == nil else { return nil }
        if !held(last), attempts.count(where: { $0.rate == last.rate }) < 2 { return last.rate }
        guard let knee else { return nil }
        guard let failed = lowestFailed else {
            let rate = knee.rate * Self.climb
            return rate <= Limits.loadRate ? rate : knee.rate * Self.steadyShare
        }
        return failed > knee.rate * Self.gap ? (failed + knee.rate) / 2 : knee.rate * Self.steadyShare
    }

    /// Of the rates that did not hold either time.
    private var lowestFailed: Double? {
        Dictionary(grouping: attempts, by: \.rate).filter { _, attempts in
            attempts.count > 1 && !attempts.contains(where: held)
        }.keys.min()
    }
}
