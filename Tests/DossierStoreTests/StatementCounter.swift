import CSQLite
import DossierCore

@testable import DossierStore

/// Counts the statements that a store's readers run, and their engine's steps.
final class StatementCounter {
    private let counter = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    private let stepCounter = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    private let readers: [Reader]

    init(_ store: SQLiteStore) throws {
        counter.initialize(to: 0)
        stepCounter.initialize(to: 0)
        var readers: [Reader] = []
        for _ in 0..<Limits.readers { readers.append(try store.readers.borrow()) }
        self.readers = readers
        for reader in readers {
            sqlite3_trace_v2(
                (reader.connection as? SQLiteConnection)?.handle,
                UInt32(SQLITE_TRACE_STMT),
                { _, counter, _, _ in
                    counter?.assumingMemoryBound(to: Int.self).pointee += 1
                    return 0
                },
                counter
            )
            sqlite3_progress_handler(
                (reader.connection as? SQLiteConnection)?.handle,
                1,
                { counter in
                    counter?.assumingMemoryBound(to: Int.self).pointee += 1
                    return 0
                },
                stepCounter
            )
            store.readers.giveBack(reader)
        }
    }

    deinit {
        for reader in readers {
            sqlite3_trace_v2((reader.connection as? SQLiteConnection)?.handle, 0, nil, nil)
            sqlite3_progress_handler((reader.connection as? SQLiteConnection)?.handle, 0, nil, nil)
        }
        counter.deallocate()
        stepCounter.deallocate()
    }

    var count: Int { counter.pointee }

    /// Instructions of the engine's machine.
    var steps: Int { stepCounter.pointee }
}
