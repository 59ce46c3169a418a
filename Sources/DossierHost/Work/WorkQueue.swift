import DossierCore
import NIOCore
import NIOPosix
import Synchronization

/// The workers of one module: so many of its jobs run at a time, so many wait, and one more is refused, so that a slow
/// or stuck module starves only itself. Where jobs come faster than they are done, those that have waited for too long
/// are told so. Any thread.
final class WorkQueue: Sendable {
    typealias Job = @Sendable () -> Void
    /// One that is told how long it has waited: if for too long, it says so, and does nothing else.
    typealias ImpatientJob = @Sendable (Wait) -> Void

    /// From one reading of the monotonic clock to another, nanoseconds.
    struct Wait {
        let start: Int64
        let end: Int64
        let isTooLong: Bool
    }

    private struct Waiting {
        let since: Int64
        let job: ImpatientJob
    }

    private enum Turn {
        case impatient(ImpatientJob, Wait)
        case urgent(Job)
    }

    private struct Ended {
        /// How long it took; nil where that says nothing of other jobs.
        let nanoseconds: Int64?
    }

    private struct State {
        /// Workers that have been asked for and have not found the queue empty since,
        var running = 0
        /// and those of them that have a job.
        var busy = 0
        var waiting = CircularBuffer<Waiting>()
        var urgent = CircularBuffer<Job>()
        /// The last job was an urgent one: the next is not, when there is another.
        var wasUrgent = false
        var patience: QueuePatience
        var waits = Distribution(.durations)
        var refused: UInt64 = 0
        var late: UInt64 = 0
    }

    private let pool: NIOThreadPool
    private let workers: Int
    private let bound: Int
    private let state: Mutex<State>

    /// - Parameters:
    ///   - bound: how many jobs may wait.
    ///   - patience: how long they may at least, in a queue that stands, nanoseconds.
    init(workers: Int, bound: Int, patience: Int64) {
        pool = NIOThreadPool(numberOfThreads: workers)
        pool.start()
        self.workers = workers
        self.bound = bound
        state = Mutex(State(patience: QueuePatience(floor: patience)))
    }

    /// Runs a job on a worker, later.
    /// - Returns: false when too many wait already.
    func submit(_ job: @escaping ImpatientJob) -> Bool {
        let now = MonotonicClock.now()
        let (taken, starts) = state.withLock { state -> (Bool, Bool) in
            guard state.waiting.count - (workers - state.busy) < bound else {
                state.refused += 1
                return (false, false)
            }
            if state.waiting.isEmpty { state.patience.foundEmpty(at: now) }
            state.waiting.append(Waiting(since: now, job: job))
            return (true, Self.start(&state, workers))
        }
        if starts { startWorker() }
        return taken
    }

    /// Runs a job in turn with those that wait, however many they are, and never refuses it: for what belongs to work
    /// that has been accepted.
    func submitUrgent(_ job: @escaping Job) {
        let starts = state.withLock { state in
            state.urgent.append(job)
            return Self.start(&state, workers)
        }
        if starts { startWorker() }
    }

    /// How it is.
    var report: ModuleReport.Queue {
        state.withLock { state in
            ModuleReport.Queue(
                workers: workers,
                busy: state.busy,
                waiting: state.waiting.count,
                urgent: state.urgent.count,
                waits: state.waits,
                refused: state.refused,
                late: state.late
            )
        }
    }

    /// Nothing runs and nothing waits.
    var isIdle: Bool { state.withLock { $0.running == 0 } }

    /// Ends the threads; what still waits is dropped. Blocks. Not from a job.
    func end() { try? pool.syncShutdownGracefully() }

    private static func start(_ state: inout State, _ workers: Int) -> Bool {
        guard state.running < workers else { return false }
        state.running += 1
        return true
    }

    private func startWorker() {
        pool.submit { [self] state in
            // A pool that is shut down has drained its modules before: there is nobody left to answer.
            guard case .active = state else { return }
            var ended: Ended?
            while let turn = next(after: ended) { ended = Self.take(turn) }
        }
    }

    private static func take(_ turn: Turn) -> Ended {
        switch turn {
        case .impatient(let job, let wait):
            job(wait)
            if !wait.isTooLong { return Ended(nanoseconds: MonotonicClock.now() - wait.end) }
        case .urgent(let job): job()
        }
        return Ended(nanoseconds: nil)
    }

    /// - Parameter ended: the worker's last turn.
    private func next(after ended: Ended?) -> Turn? {
        state.withLock { state in
            if ended != nil { state.busy -= 1 }
            if let nanoseconds = ended?.nanoseconds { state.patience.took(nanoseconds) }
            let turn = Self.next(&state)
            if turn == nil { state.running -= 1 } else { state.busy += 1 }
            return turn
        }
    }

    private static func next(_ state: inout State) -> Turn? {
        state.wasUrgent = !state.urgent.isEmpty && (!state.wasUrgent || state.waiting.isEmpty)
        if state.wasUrgent { return state.urgent.popFirst().map(Turn.urgent) }
        guard let next = state.waiting.popFirst() else { return nil }
        let now = MonotonicClock.now()
        let isLate = state.patience.isLate(waiting: next.since, at: now)
        state.waits.record(now - next.since)
        if isLate { state.late += 1 }
        return .impatient(next.job, Wait(start: next.since, end: now, isTooLong: isLate))
    }
}
