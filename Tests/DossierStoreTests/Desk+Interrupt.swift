import CSQLite

@testable import DossierStore

extension Desk {
    /// Makes the engine end the whole transaction at the writer's next statement.
    func interruptNextStatement(_ transaction: any WriteTransaction) {
        guard let connection = (transaction as? SQLWriteTransaction)?.connection as? SQLiteConnection else { return }
        sqlite3_progress_handler(
            connection.handle,
            1,
            { context in
                sqlite3_progress_handler(OpaquePointer(context), 0, nil, nil)
                return 1
            },
            UnsafeMutableRawPointer(connection.handle)
        )
    }
}
