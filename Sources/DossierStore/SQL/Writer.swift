import DossierCore

/// The one thread that writes, and the queue in front of it.
final class Writer: Sendable {
    private enum Job {
        case write(Write)
        case task(@Sendable (GroupCommit) -> Void)
    }

    /// What the thread does next.
    private enum Turn {
        case writes([Write])
        case task(@Sendable (GroupCommit) -> Void)
        case end
    }

    private struct Queue {
        var jobs = FIFO<Job>()
        /// Those that may wait for each other: they are taken when no others are left.
        var patient = FIFO<Write>()
        /// So many of these wake the thread.
        var enough = 1
        var isClosed = false
        /// What other servers have written will be learnt.
        var willFollow = false

        var count: Int { jobs.count + patient.count }

        /// The next of the writes before the next task.
        mutating func popWrite() -> Write? {
            switch jobs.first {
            case .write(let write):
                _ = jobs.popFirst()
                return write
            case .task: return nil
            case nil: return patient.popFirst()
            }
        }
    }

    private let queue = Monitor(Queue())
    private let thread: OSThread
    private let bound: Int

    /// Starts the thread, which alone holds the group and its connection and lets go of them when it ends, after
    /// `beforeEnd`.
    /// - Parameter bound: writes that may wait.
    init(
        _ group: GroupCommit,
        bound: Int,
        afterGroup: @escaping @Sendable () -> Void,
        beforeEnd: @escaping @Sendable () -> Void
    ) {
        self.bound = bound
        let queue = queue
        thread = OSThread {
            while true {
                switch queue.wait(for: Self.next) {
                case .writes(let writes):
                    group.run(writes) { most, deadline in
                        if let deadline { Self.waitForPatient(queue, atMost: most, until: deadline) }
                        return queue.change { Self.writes(&$0, atMost: most) }
                    }
                case .task(let task): task(group)
                case .end: return beforeEnd()
                }
                afterGroup()
            }
        }
    }

    /// Queues a write. RESOURCE_EXHAUSTED when the queue is full, UNAVAILABLE once closed.
    func write(_ write: Write) throws(Status) {
        try queue.change { (queue, wakes) throws(Status) in
            try Self.checkOpen(queue)
            guard queue.count < bound else {
                throw .busy("\(bound) writes are waiting for the disk; call again in a moment")
            }
            if write.isPatient {
                queue.patient.append(write)
                wakes = queue.patient.count >= queue.enough
            } else {
                queue.jobs.append(.write(write))
            }
        }
    }

    /// Writes that wait.
    var waiting: Int {
        queue.change { (queue, wakes) in
            wakes = false
            return queue.count
        }
    }

    /// Learns, soon, what other servers have written. Does not wait.
    func follow() {
        queue.change { [queue] state in
            guard !state.isClosed, !state.willFollow else { return }
            state.willFollow = true
            state.jobs.append(
                .task { group in
                    queue.change { $0.willFollow = false }
                    // The database is away, as those hear who call.
                    _ = try? group.follow()
                }
            )
        }
    }

    /// Runs `body` on the writer's thread between two groups, and waits for it.
    /// - Parameter limit: for how long, nanoseconds; then UNAVAILABLE, and it runs all the same. nil: for ever.
    func perform<Result: Sendable>(
        within limit: Int64? = nil,
        _ body: @escaping @Sendable (GroupCommit) throws(Status) -> Result
    ) throws(Status) -> Result {
        let answer = Monitor<Swift.Result<Result, Status>?>(nil)
        try queue.change { (queue) throws(Status) in
            try Self.checkOpen(queue)
            queue.jobs.append(
                .task { group in
                    do throws(Status) {
                        let result = try body(group)
                        answer.change { $0 = .success(result) }
                    } catch {
                        answer.change { $0 = .failure(error) }
                    }
                }
            )
        }
        guard let limit else { return try answer.wait { $0 }.get() }
        guard let result = answer.wait(atMost: limit, for: { $0 }) else {
            throw Status(
                .unavailable,
                "the store has been at other work for \(limit / 1_000_000_000) s; call again later"
            )
        }
        return try result.get()
    }

    /// Finishes what is queued and ends the thread. False when it was closed before.
    func close() -> Bool {
        let isFirst = queue.change { queue in
            defer { queue.isClosed = true }
            return !queue.isClosed
        }
        if isFirst { thread.join() }
        return isFirst
    }

    private static func checkOpen(_ queue: Queue) throws(Status) {
        if queue.isClosed { throw Status(.unavailable, "the store is closed; the server is shutting down") }
    }

    /// The next turn; nil while there is none.
    private static func next(_ queue: inout Queue) -> Turn? {
        guard queue.count > 0 else { return queue.isClosed ? .end : nil }
        let writes = writes(&queue, atMost: Limits.writesPerCommit)
        guard writes.isEmpty, case .task(let task)? = queue.jobs.popFirst() else { return .writes(writes) }
        return .task(task)
    }

    /// The writes that are next, up to a task.
    private static func writes(_ queue: inout Queue, atMost most: Int) -> [Write] {
        var writes: [Write] = []
        while writes.count < most, let write = queue.popWrite() { writes.append(write) }
        return writes
    }

    /// Waits until it is worth while to take patient writes, or there is something that is not patient, or no more come: who
    /// sends one and waits for its end must not wait long.
    /// - Parameters:
    ///   - most: so many can be taken.
    ///   - deadline: by the monotonic clock; then it returns all the same.
    private static func waitForPatient(_ queue: Monitor<Queue>, atMost most: Int, until deadline: Int64) {
        let enough = min(most, Limits.patientWrites)
        var before = -1
        repeat {
            let pause = min(Limits.patientNanoseconds, deadline - MonotonicClock.now())
            let isEnough: Void? = queue.wait(atMost: max(0, pause)) { queue in
                queue.enough = enough
                return queue.patient.count >= enough || !queue.jobs.isEmpty || queue.isClosed ? () : nil
            }
            let count = queue.change { $0.patient.count }
            guard isEnough == nil, count > before else { break }
            before = count
        } while MonotonicClock.now() < deadline
        queue.change { $0.enough = 1 }
    }
}
