import DossierClient
import DossierCore
import Synchronization

/// Tells on standard error that something is tried again. From any thread.
final class RetryNotice: Sendable {
    /// For --help.
    static let help = """
        When the server is away or too busy, what is safe to repeat is tried again up to \(Limits.retryTries) times, with growing \
        pauses: what only reads, and writes, each of which has a request id.
        """

    private let told = Mutex(ContinuousClock.now)

    /// Why only the first time in a row, and once for all calls that wait for the same server.
    func tell(_ retry: Retry) {
        let isDue = told.withLock { until in
            guard until <= .now else { return false }
            until = .now + retry.delay
            return true
        }
        guard isDue else { return }
        let seconds = (retry.delay / .milliseconds(100)).rounded() / 10
        let why = retry.number == 1 ? "\(Terminal.clean(retry.reason.message)); " : ""
        Terminal.tell("\(why)trying again in \(seconds) s")
    }
}
