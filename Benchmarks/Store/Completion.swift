import DossierCore
import DossierStore
import Glibc
import Synchronization

/// The end of one write, waited for.
final class Completion: Sendable {
    private let result = Mutex<Result<Write.Outcome, Status>?>(nil)

    func complete(_ result: Result<Write.Outcome, Status>) { self.result.withLock { $0 = result } }

    func wait() throws {
        while true {
            if let result = result.withLock({ $0 }) {
                _ = try result.get()
                return
            }
            usleep(1_000)
        }
    }
}
