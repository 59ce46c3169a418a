import CSQLite

/// Copies the write-ahead log into the database file when it has grown, so that it stays bounded.
///
/// Unchecked: used on the writer's thread alone once that has started.
final class Checkpointer: @unchecked Sendable {
    private let connection: SQLiteConnection
    private let every: Int32
    /// Pages in the log.
    private var pages: Int32 = 0
    private var due: Int32

    /// After so many pages; at four times as many the writer waits for readers to let go of the log.
    init(_ connection: SQLiteConnection, pages every: Int) {
        self.connection = connection
        self.every = Int32(every)
        due = self.every
        sqlite3_wal_hook(
            connection.handle,
            { context, _, _, pages in
                guard let context else { return SQLITE_OK }
                Unmanaged<Checkpointer>.fromOpaque(context).takeUnretainedValue().pages = pages
                return SQLITE_OK
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    deinit { sqlite3_wal_hook(connection.handle, nil, nil) }

    /// Copies, when the log has grown since the last time. A failure costs nothing but disk: the log holds it all, and
    /// the next checkpoint tries again.
    func checkpointIfDue() {
        if pages < due - every { due = every }
        guard pages >= due else { return }
        let mode = pages >= 4 * every ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE
        sqlite3_wal_checkpoint_v2(connection.handle, nil, mode, nil, nil)
        due = pages + every
    }
}
