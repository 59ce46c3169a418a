import CSQLite
import DossierCore
import Glibc

extension Status {
    /// What an engine's error means to a caller. To be made right after the call that failed, on its thread.
    init(engine handle: OpaquePointer?, code: Int32) {
        // Not sqlite3_system_errno: a COMMIT that fails does not set it.
        let system = errno
        let said = String(cString: handle.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(code))
        switch code & 0xff {
        case _ where Self.isFull(code, system):
            self.init(
                .resourceExhausted,
                "the disk that holds the store is full (\(said)); nothing was written: free some space and call again"
            )
        case SQLITE_NOMEM, SQLITE_TOOBIG:
            self.init(.resourceExhausted, "the store ran out of memory or was given too much (\(said)); call again")
        case SQLITE_IOERR:
            self.init(
                .unavailable,
                "the store cannot read or write its file (\(said) \(code), error \(system)); look at the disk and the system's log"
            )
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_INTERRUPT:
            self.init(.unavailable, "the store was busy or interrupted (\(said)); call again")
        case SQLITE_CORRUPT, SQLITE_NOTADB:
            self = .damaged(said)
        // What is written has its column's type, but for what was read from a page that is another's.
        case SQLITE_CONSTRAINT where code == Self.constraintDatatype:
            self = .damaged(said)
        // Servers have a log; only a copy leaves a journal, which who reads alone cannot roll back.
        case SQLITE_READONLY where code == Self.readonlyRollback:
            self = CopyNote.unfinished
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH, SQLITE_READONLY:
            self.init(
                .failedPrecondition,
                "the store's file cannot be opened for writing (\(said), error \(system)); look at its folder and its rights"
            )
        default:
            self.init(.internal, "the store failed: \(said) (\(code))")
        }
    }

    /// SQLITE_CONSTRAINT_DATATYPE, a macro that Swift does not see.
    private static let constraintDatatype = SQLITE_CONSTRAINT | 12 << 8

    /// SQLITE_READONLY_ROLLBACK, likewise.
    private static let readonlyRollback = SQLITE_READONLY | 3 << 8

    /// The file is not what was written.
    static func damaged(_ how: String) -> Status {
        Status(.dataLoss, "the store's file is damaged (\(how)); stop the server and restore a backup")
    }

    private static func isFull(_ code: Int32, _ system: Int32) -> Bool {
        code & 0xff == SQLITE_FULL || code & 0xff == SQLITE_IOERR && [ENOSPC, EDQUOT, EFBIG].contains(system)
    }
}
