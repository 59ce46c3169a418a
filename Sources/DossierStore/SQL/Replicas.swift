import DossierCore
import Glibc
import Synchronization

/// Reads from replicas of a record, as PostgreSQL's standbys are, what they show as the record itself would: a replica that is
/// behind is waited for, a little, and then left alone. Any thread.
final class Replicas: Sendable {
    let readers: ReaderPool
    private let present: Present
    private let away: Int64
    private let warn: @Sendable (String) -> Void
    /// It was read from when it was tried last.
    private let isRead = Atomic(true)
    /// When one that was away is asked again, by the monotonic clock.
    private let awayUntil = Atomic<Int64>(0)
    /// The position of the record's log when kinds were declared last: records may have been indexed anew before, which is no
    /// transaction of the record.
    private let declared = Atomic<Int64>(0)

    /// - Parameters:
    ///   - away: how long one that is behind or away is left alone, nanoseconds.
    ///   - warn: hears when one is left, and when it is read from again.
    init(
        _ present: Present,
        _ readers: ReaderPool,
        away: Int64,
        warn: @escaping @Sendable (String) -> Void
    ) {
        self.present = present
        self.readers = readers
        self.away = away
        self.warn = warn
    }

    /// It was, when it was tried last.
    var isKeptUpWith: Bool { isRead.load(ordering: .relaxed) }

    /// From now on replicas must have come as far as this position of the record's log.
    func declared(at position: Int64) { declared.store(position, ordering: .releasing) }

    /// Begins a view of a replica that has all that was committed before the call, and shows no more than that: what else it
    /// has may be what a failover has lost.
    /// - Parameter begin: begins one, whose present is that transaction; it throws when the replica is away, and OUT_OF_RANGE
    ///   when it does not have the moment yet.
    /// - Returns: nil when no replica can show it; then the reader is given back.
    func begin(
        _ begin: (Reader, _ present: UInt64) throws(Status) -> SQLReadTransaction
    ) throws(Status) -> (reader: Reader, transaction: SQLReadTransaction)? {
        guard MonotonicClock.now() >= awayUntil.load(ordering: .relaxed) else { return nil }
        let answer = try present.answer()
        guard let reader = readers.borrowIdle() else { return nil }
        let deadline = MonotonicClock.now() + Limits.replicaNanoseconds
        var reason = "it is behind"
        repeat {
            do throws(Status) {
                let transaction = try begin(reader, answer.head.moment.sequence)
                if try isUpToDate(reader, transaction, answer) {
                    takeUp()
                    return (reader, transaction)
                }
            } catch {
                guard error.code == .outOfRange else {
                    reason = error.message
                    break
                }
            }
            reader.rollback()
            usleep(1_000)
        } while MonotonicClock.now() < deadline
        reader.rollback()
        // Of which there is a warning; nobody is refused for it.
        reader.connection.failure = nil
        readers.giveBack(reader)
        leave(reason)
        return nil
    }

    /// Throws what makes it useless for now.
    private func isUpToDate(
        _ reader: Reader,
        _ view: SQLReadTransaction,
        _ answer: Present.Answer
    ) throws(Status) -> Bool {
        let (last, declared) = (answer.head, declared.load(ordering: .acquiring))
        guard view.head.sequence >= last.moment.sequence, reader.declared == answer.declared else { return false }
        guard reader.isTrusted(since: declared) else {
            // The view may have begun before: it is the next one that can be trusted.
            if try reader.connection.logPosition() >= declared { reader.trust(since: declared) }
            return false
        }
        guard view.moment.sequence <= last.moment.sequence, try reader.holds(last) else {
            throw Status(.unavailable, "the replica shows another record")
        }
        return true
    }

    private func leave(_ reason: String) {
        awayUntil.store(MonotonicClock.now() + away, ordering: .relaxed)
        guard isRead.exchange(false, ordering: .relaxed) else { return }
        warn("--store-replica is not read from, --store is: \(reason)")
    }

    private func takeUp() {
        // Looked at first, since all who read come here.
        guard !isRead.load(ordering: .relaxed), !isRead.exchange(true, ordering: .relaxed) else { return }
        warn("--store-replica is read from again")
    }
}
