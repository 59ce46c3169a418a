import NIOCore
import NIOPosix
import Synchronization

/// The workers of one module: so many of its jobs run at a time, so many wait, and one more is refused, so that a slow
/// or stuck module starves only itself. Any thread.
final class WorkQueue: Sendable {
    typealias Job = @Sendable () -> Void

    private struct State {
        var running = 0
        var waiting = CircularBuffer<Job>()
        var urgent = CircularBuffer<Job>()
        /// The last job was an urgent one: the next is not, when there is another.
        var wasUrgent = false
    }

    private let pool: NIOThreadPool
    private let workers: Int
    private let bound: Int
    private let state = Mutex(State())

    init(workers: Int, bound: Int) {
        pool = NIOThreadPool(numberOfThreads: workers)
        pool.start()
        self.workers = workers
        self.bound = bound
    }

    /// Runs a job on a worker, later.
    /// - Returns: false when too many wait already.
    func submit(_ job: @escaping Job) -> Bool {
        let (taken, starts) = state.withLock { state -> (Bool, Bool) in
            guard state.waiting.count < bound else { return (false, false) }
            state.waiting.append(job)
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
            while let job = next() { job() }
        }
    }

    private func next() -> Job? {
        state.withLock { state in
            state.wasUrgent = !state.urgent.isEmpty && (!state.wasUrgent || state.waiting.isEmpty)
            if let job = state.wasUrgent ? state.urgent.popFirst() : state.waiting.popFirst() { return job }
            state.running -= 1
            return nil
        }
    }
}
