import DossierCore
import Glibc

extension PostgresStore {
    /// The record of a database, whether or not servers have it open.
    /// - Throws: UNAVAILABLE when the database does not answer; FAILED_PRECONDITION when it does not let us in, or holds no
    ///   record, or the half of a copy.
    public static func source(_ address: PostgresAddress) throws(Status) -> RecordSource {
        try address.check()
        // Of several hosts not one that may be behind.
        let connection = PostgresConnection(address.text, isWriting: address.hasSeveralHosts)
        // The view is kept however long a page takes to be written elsewhere.
        try connection.execute("SET idle_in_transaction_session_timeout = 0")
        try connection.beginReading()
        guard try connection.integer("SELECT count(*) FROM pg_class WHERE oid = to_regclass('meta')") > 0 else {
            throw Status(.failedPrecondition, "there is no record in the database; name another one")
        }
        try PostgresSchema.check(connection)
        try CopyNote.refuse(connection)
        return RecordSource(address.description, connection)
    }

    /// Opens a database for a copy to go into, and makes the tables when there are none.
    /// - Throws: FAILED_PRECONDITION while a server or another copy uses it, and as when a store is opened.
    public static func target(_ address: PostgresAddress) throws(Status) -> RecordTarget {
        try address.check()
        let connection = PostgresConnection(address.text, isWriting: true)
        try waitUntilAlone(connection)
        _ = try PostgresSchema.open(connection)
        return RecordTarget(address.description, connection, finish: finish, closed: {})
    }

    /// Keeps servers and other copies off, as long as the connection lasts. FAILED_PRECONDITION while there is one: one that
    /// has just ended may still seem to be.
    private static func waitUntilAlone(_ connection: PostgresConnection) throws(Status) {
        let attempt = "SELECT CAST(pg_try_advisory_lock(\(PostgresSchema.serving)) AS int)"
        let deadline = MonotonicClock.now() + Limits.databaseLeaveNanoseconds
        while try connection.integer(attempt) == 0 {
            guard MonotonicClock.now() < deadline else { throw used }
            usleep(20_000)
        }
    }

    private static let used = Status(
        .failedPrecondition,
        "a server has the database open, or another copy goes into it: end it, or choose an empty database"
    )

    private static func finish(_ connection: any Connection) throws(Status) {
        // The keys that the database gives go on behind those that were copied.
        for (table, key) in [("kinds", "kind"), ("requests", "request")] {
            try connection.execute(
                "SELECT setval(pg_get_serial_sequence('\(table)', '\(key)'), coalesce(max(\(key)), 0) + 1, false) FROM \(table)"
            )
        }
        try connection.execute("ANALYZE")
    }
}
