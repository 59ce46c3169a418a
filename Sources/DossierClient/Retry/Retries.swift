import DossierCore

/// The tries of one call, one watch or one import, one after the other, within its time-out. One task at a time uses it.
public struct Retries: Sendable {
    /// What is tried.
    enum Kind: Sendable {
        case call
        /// Goes on where it stood, rather than ask the same again.
        case watch

        var tries: Int { self == .call ? Limits.retryTries : Limits.resumeTries }

        func isMended(_ status: Status) -> Bool {
            switch status.code {
            case .unavailable: true
            case .resourceExhausted: self == .watch || status.retryDelay != nil
            default: false
            }
        }
    }

    private let kind: Kind
    private let policy: RetryPolicy
    private let metadata: Metadata
    private let end: ContinuousClock.Instant?
    private var failures = 0

    /// - Parameter options: the time-out is that of all tries together.
    init(_ options: CallOptions, of kind: Kind) {
        self.kind = kind
        policy = options.retry
        metadata = options.metadata
        end = options.timeout.map { .now + $0 }
    }

    /// For the next try, which is one: what is left of the time.
    var options: CallOptions { CallOptions(timeout: end.map { $0 - .now }, metadata: metadata, retry: .never) }

    /// Whether what has failed with a status may succeed unchanged.
    public static func mayHelp(after status: Status) -> Bool { Kind.call.isMended(status) }

    /// The server has answered: what fails next is the first failure.
    public mutating func succeeded() { failures = 0 }

    /// Connects, and again as long as another try may help.
    /// - Parameter open: gets what is left of the time.
    mutating func connect(
        _ open: (CallOptions) async throws(ConnectFailure) -> Connection
    ) async throws(Status) -> Connection {
        while true {
            do throws(ConnectFailure) { return try await open(options) } catch {
                guard error.mayPass else { throw error.status }
                try await wait(after: error.status)
            }
        }
    }

    /// Waits until it is time for another try. Throws the status when none would help.
    public mutating func wait(after status: Status) async throws(Status) {
        guard kind.isMended(status), failures < policy.tries ?? kind.tries, !Task.isCancelled,
            let delay = RetryPolicy.delay(after: failures, status)
        else { throw status }
        if let end, end - .now <= delay {
            throw Status(.deadlineExceeded, "the time-out leaves no time for another try: \(status.message)")
        }
        failures += 1
        policy.onRetry(Retry(reason: status, number: failures, delay: delay))
        do { try await Task.sleep(for: delay) } catch {
            throw Status(.cancelled, "cancelled here, before another try: \(status.message)")
        }
    }
}
