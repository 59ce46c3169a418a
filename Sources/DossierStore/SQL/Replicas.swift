import DossierCore
import Glibc
import Synchronization

/// Reads from replicas of a record, as PostgreSQL's standbys are, what they show as the record itself would: a replica that is
/// behind is waited for, a little, and then left alone. Any thread.
final class Replicas: Sendable {
    let readers: ReaderPool
    private let present: Present
    /// When one that was away is asked again, by the monotonic clock.
    private let awayUntil = Atomic<Int64>(0)
    /// The position of the record's log when kinds were declared last: records may have been indexed anew before, which is no
    /// transaction of the record.
    private let declared = Atomic<Int64>(0)

    init(_ present: Present, _ readers: ReaderPool) {
        self.present = present
        self.readers = readers
    }

    /// From now on replicas must have come as far as this position of the record's log.
    func declared(at position: Int64) { declared.store(position, ordering: .releasing) }

    /// Begins a view of a replica that has all that was committed before the call. One that has something else, as a
    /// standby of another record, is left alone.
    /// - Parameter begin: begins one; it throws when the replica is away or does not have the moment yet.
    /// - Returns: nil when no replica can show it; then the reader is given back.
    func begin(
        _ begin: (Reader) throws(Status) -> SQLReadTransaction
    ) throws(Status) -> (reader: Reader, transaction: SQLReadTransaction)? {
        guard MonotonicClock.now() >= awayUntil.load(ordering: .relaxed) else { return nil }
        let last = try present.head()
        let declared = declared.load(ordering: .acquiring)
        guard let reader = readers.borrowIdle() else { return nil }
        let deadline = MonotonicClock.now() + Limits.replicaNanoseconds
        repeat {
            do throws(Status) {
                let transaction = try begin(reader)
                if transaction.head.sequence >= last.moment.sequence {
                    let isGood = try reader.trust(since: declared) { () throws(Status) in
                        guard try reader.connection.logPosition() >= declared else { return false }
                        return try reader.holds(last)
                    }
                    if isGood { return (reader, transaction) }
                    leave()
                    break
                }
            } catch {
                if error.code == .unavailable { leave() }
                break
            }
            reader.rollback()
            usleep(1_000)
        } while MonotonicClock.now() < deadline
        reader.rollback()
        readers.giveBack(reader)
        return nil
    }

    private func leave() {
        awayUntil.store(MonotonicClock.now() + Limits.replicaAwayNanoseconds, ordering: .relaxed)
    }
}
