import DossierCore
import Synchronization

/// The latest changes of every kind in memory, so that those who follow a feed cost its engine nothing. Any thread.
///
/// The engine appends what has become durable, in commit order. A reader who stands before what is kept asks the engine,
/// and the tail once it has come so far: both show the same versions under the same positions.
final class ChangeTail: Sendable {
    private struct State {
        var head: Moment
        var feeds: [Int64: KindFeed] = [:]
    }

    private let state: Mutex<State>
    /// Where a kind begins of which nothing has been appended.
    private let origin: FeedPosition

    /// Empty; `head` is the last transaction so far.
    init(head: Moment) {
        origin = FeedPosition(after: head.sequence)
        state = Mutex(State(head: head))
    }

    /// The last transaction that was appended.
    var head: Moment { state.withLock { $0.head } }

    /// Adds what the transactions up to `head` wrote. [writer], in commit order, when it is durable.
    ///
    /// Of the kinds of records that take another clearance since, all so far is let go: who may see it is the engine's to
    /// say, and from here on every change's mark is its record's.
    func append(_ changes: [Change], remarked kinds: Set<Int64> = [], head: Moment) {
        state.withLock { state in
            for change in changes where !kinds.contains(change.kind) {
                state.feeds[change.kind, default: KindFeed(after: origin)].append(change)
            }
            for kind in kinds { state.feeds[kind] = KindFeed(after: FeedPosition(after: head.sequence)) }
            state.head = head
        }
    }

    /// Some changes of a kind behind a place, and the moment up to which they were looked for: the one given, else the
    /// last. Nil when that is not all here: ask the engine.
    func changes(
        of kind: Int64,
        after position: FeedPosition,
        at moment: Moment?,
        atMost count: Int
    ) -> (changes: [Change], moment: Moment)? {
        state.withLock { state in
            let moment = moment ?? state.head
            guard moment.sequence <= state.head.sequence, position.sequence <= moment.sequence else { return nil }
            guard let feed = state.feeds[kind] else { return position < origin ? nil : ([], moment) }
            guard position >= feed.start else { return nil }
            return (feed.changes(after: position, upTo: moment.sequence, atMost: count), moment)
        }
    }
}
