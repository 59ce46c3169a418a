import CPostgres
import DossierCore
import Glibc
import Synchronization

/// Hears of the commits of other servers, on a thread and a connection of its own.
///
/// What it hears is a reason to look, no more: the record says what has changed. So it also wakes whenever it has connected,
/// since it may have missed something before, and when it has heard nothing for a while.
final class PostgresListener: Sendable {
    private let isClosed = Atomic(false)
    /// A pipe, which can be read once it is closed.
    private let ends: (read: Int32, write: Int32)
    private let thread = Mutex<OSThread?>(nil)

    init() {
        var both: [Int32] = [-1, -1]
        // Without one it ends all the same, when the database says something next.
        pipe(&both)
        for end in both { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        ends = (both[0], both[1])
    }

    deinit {
        Glibc.close(ends.read)
        Glibc.close(ends.write)
    }

    /// Listens until it is closed. `wake` is called on its thread.
    func start(_ address: String, wake: @escaping @Sendable () -> Void) {
        let new = OSThread { [self] in
            while !isClosed.load(ordering: .acquiring) {
                listen(address, wake)
                // The database is away, as those hear who call.
                wait(-1, Limits.listenMilliseconds)
            }
        }
        thread.withLock { $0 = new }
    }

    /// Ends it, and waits for its thread.
    func close() {
        isClosed.store(true, ordering: .releasing)
        write(ends.write, "x", 1)
        let running = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        running?.join()
    }

    /// Until the connection is lost.
    private func listen(_ address: String, _ wake: () -> Void) {
        guard let session = try? PostgresSession(address, writable: true), (try? subscribe(session)) != nil else {
            return
        }
        wake()
        while !isClosed.load(ordering: .acquiring) {
            let isQuiet = !wait(PQsocket(session.handle), Limits.lookMilliseconds)
            guard PQconsumeInput(session.handle) == 1 else { return }
            var heard = false
            while let notice = PQnotifies(session.handle) {
                PQfreemem(notice)
                heard = true
            }
            if heard || isQuiet { wake() }
        }
    }

    private func subscribe(_ session: PostgresSession) throws(Status) {
        PQsendQueryParams(session.handle, "LISTEN \(PostgresSchema.channel)", 0, nil, nil, nil, nil, 0)
        try session.sync()
        let deadline = MonotonicClock.now() + Limits.databaseAnswerNanoseconds
        while true {
            // Behind a statement's result comes an empty one.
            guard let result = try session.result(until: deadline) else { continue }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_PIPELINE_SYNC: return
            case PGRES_COMMAND_OK: continue
            default: throw Status(postgres: result, session.handle)
            }
        }
    }

    /// Until there is something to read, it is closed, or the time is over: then false.
    @discardableResult
    private func wait(_ socket: Int32, _ milliseconds: Int32) -> Bool {
        var both = [
            pollfd(fd: socket, events: Int16(POLLIN), revents: 0),
            pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0),
        ]
        return poll(&both, 2, milliseconds) > 0
    }
}
