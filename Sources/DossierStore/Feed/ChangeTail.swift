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
        /// Where a kind begins of which nothing has been appended since.
        var origin: FeedPosition

        mutating func empty() {
            origin = FeedPosition(after: head.sequence)
            feeds = [:]
        }
    }

    private let state: Mutex<State>

    /// Empty; `head` is the last transaction so far.
    init(head: Moment) {
        state = Mutex(State(head: head, origin: FeedPosition(after: head.sequence)))
    }

    /// The last transaction that was appended.
    var head: Moment { state.withLock { $0.head } }

    /// Adds what the transactions up to `head` wrote. [writer], in commit order, when it is durable.
    ///
    /// When a record takes another clearance since, all so far is let go, of every kind, since earlier versions may name it:
    /// who may see them is the engine's to say. From here on every change may be seen by whom its mark says.
    func append(_ changes: [Change], isRemarked: Bool = false, head: Moment) {
        state.withLock { state in
            if isRemarked {
                state.head = head
                return state.empty()
            }
            for change in changes {
                state.feeds[change.kind, default: KindFeed(after: state.origin)].append(change)
            }
            state.head = head
        }
    }

    /// Lets go of all so far.
    func empty() { state.withLock { $0.empty() } }

    /// Lets go of all so far, and goes on after a transaction.
    func setBack(to head: Moment) {
        state.withLock { state in
            state.head = head
            state.empty()
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
            guard let feed = state.feeds[kind] else { return position < state.origin ? nil : ([], moment) }
            guard position >= feed.start else { return nil }
            return (feed.changes(after: position, upTo: moment.sequence, atMost: count), moment)
        }
    }
}
