import DossierCore
import DossierStore
import Logging

/// How a server that was handed its socket follows one that has the same: while that one's open calls end, this one waits for
/// the record, and new connections wait in the socket.
enum TakeOver {
    /// With the server before, whose calls are supposed to have the same grace as this one's, nanoseconds.
    static func patience(grace: Int64, _ manager: ServiceManager, _ logger: Logger) -> LockPatience {
        let nanoseconds = grace + Limits.takeOverNanoseconds
        return LockPatience(nanoseconds: nanoseconds) { use in
            logger.notice(
                "\(use): waiting until that one has ended",
                metadata: ["seconds": "\(nanoseconds / 1_000_000_000)"]
            )
            manager.does("Waiting for the server before", for: nanoseconds + Limits.serviceStepNanoseconds)
        }
    }
}
