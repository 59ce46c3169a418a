import CSQLite

@testable import DossierStore

/// Makes the engine end the writer's whole transaction once, after so many more of its steps.
///
/// Unchecked: only used on the writer's thread, and read by the test when that is done.
final class Interruption: @unchecked Sendable {
    /// Steps until the interrupt; none left: it came.
    private(set) var countdown: Int
    /// Whether it came.
    var hasCome: Bool { countdown <= 0 }

    init(after steps: Int) { countdown = steps }

    /// Begins to count the steps of a transaction's engine. [writer]
    func arm(_ transaction: any WriteTransaction) {
        guard let connection = (transaction as? SQLWriteTransaction)?.connection as? SQLiteConnection, countdown > 0
        else { return }
        sqlite3_progress_handler(
            connection.handle,
            1,
            { context in
                guard let context else { return 0 }
                let interruption = Unmanaged<Interruption>.fromOpaque(context).takeUnretainedValue()
                interruption.countdown -= 1
                return interruption.countdown == 0 ? 1 : 0
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    /// Counts no more, and lets go of this. [writer]
    static func disarm(_ connection: any Connection) {
        sqlite3_progress_handler((connection as? SQLiteConnection)?.handle, 0, nil, nil)
    }
}
