import DossierCore
import NIOCore
import NIOPosix
import Synchronization

/// The connection of a client, made anew when it is lost: once for all who wait for it. From any thread.
final class Reconnection: Sendable {
    private struct State {
        var latest: Connection
        /// Whether others are to have a new one.
        var isLeft = false
        /// One that is being made.
        var next: EventLoopFuture<Connection>?
        /// Why there is none any more.
        var closed: Status?
    }

    private let tls: ClientTLS?
    private let token: BearerToken?
    private let state: Mutex<State>

    init(_ first: Connection, _ tls: ClientTLS?, _ token: BearerToken?) {
        self.tls = tls
        self.token = token
        state = Mutex(State(latest: first))
    }

    /// The last that was made, lost or not.
    var latest: Connection { state.withLock { $0.latest } }

    /// The one that there is, else a new one.
    /// - Parameter limit: how long that may take; nil: as long as a connection may.
    func connected(within limit: Duration?) async throws(Status) -> Connection {
        let (latest, next) = try state.withLock {
            (state) throws(Status) -> (Connection, EventLoopFuture<Connection>?) in
            if let closed = state.closed { throw closed }
            if !state.isLeft, state.latest.isOpen { return (state.latest, nil) }
            let next = state.next ?? open(state.latest.address)
            state.next = next
            return (state.latest, next)
        }
        guard let next else { return latest }
        do {
            return try await next.get(within: limit)
        } catch {
            throw error as? Status ?? ConnectFailure.status(error, latest.address)
        }
    }

    /// The server takes no more calls on this one: others get a new one. Calls that are open there go on.
    func leave(_ connection: Connection) {
        state.withLock { if $0.latest === connection { $0.isLeft = true } }
    }

    /// Ends all calls that are open, closes the connection and makes no other.
    func close(_ status: Status) async {
        let latest = state.withLock { state in
            state.closed = status
            return state.latest
        }
        await latest.close(status)
    }

    private func open(_ address: ServerAddress) -> EventLoopFuture<Connection> {
        let promise = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: Connection.self)
        promise.completeWithTask { [self] in
            do {
                let timeout = Duration.nanoseconds(Limits.connectNanoseconds)
                let connection = try await Connection.open(to: address, tls: tls, token: token, timeout: timeout)
                try taken(connection)
                return connection
            } catch {
                state.withLock { $0.next = nil }
                throw error
            }
        }
        return promise.futureResult
    }

    private func taken(_ connection: Connection) throws(Status) {
        try state.withLock { (state) throws(Status) in
            state.next = nil
            if let closed = state.closed { throw closed }
            state.latest = connection
            state.isLeft = false
        }
    }
}

extension EventLoopFuture where Value: Sendable {
    /// The value; DEADLINE_EXCEEDED when it is not there in time.
    fileprivate func get(within limit: Duration?) async throws -> Value {
        guard let limit else { return try await get() }
        let promise = eventLoop.makePromise(of: Value.self)
        cascade(to: promise)
        let alarm = eventLoop.scheduleTask(in: TimeAmount(limit)) {
            promise.fail(Status(.deadlineExceeded, "there was no connection within the time-out"))
        }
        promise.futureResult.whenComplete { _ in alarm.cancel() }
        return try await promise.futureResult.get()
    }
}
