import DossierCore
import NIOCore
import NIOPosix
import Synchronization

/// The connection of a client, made anew when it is lost: once for all who wait for it. From any thread.
final class Reconnection: Sendable {
    private struct State {
        var latest: Connection
        /// Those before it, while calls are open on them.
        var left: [Left] = []
        /// One that is being made.
        var next: EventLoopFuture<Connection>?
        /// Why there is none any more.
        var closed: ConnectFailure?
    }

    private struct Left {
        weak var connection: Connection?
    }

    private let tls: ClientTLS?
    private let token: BearerToken?
    private let state: Mutex<State>

    init(_ first: Connection, _ tls: ClientTLS?, _ token: BearerToken?) {
        self.tls = tls
        self.token = token
        state = Mutex(State(latest: first))
    }

    /// The one that there is, else a new one.
    /// - Parameter limit: how long that may take; nil: as long as a connection may.
    func connected(within limit: Duration?) async throws(ConnectFailure) -> Connection {
        let (latest, next) = try state.withLock {
            (state) throws(ConnectFailure) -> (Connection, EventLoopFuture<Connection>?) in
            if let closed = state.closed { throw closed }
            if state.latest.isOpen { return (state.latest, nil) }
            let next = state.next ?? open(state.latest.address)
            state.next = next
            return (state.latest, next)
        }
        guard let next else { return latest }
        do {
            return try await next.get(within: limit)
        } catch {
            throw ConnectFailure(error, latest.address)
        }
    }

    /// Ends all calls that are open, closes their connections and makes no other.
    func close(_ status: Status) async {
        let connections = state.withLock { state in
            state.closed = ConnectFailure(status: status, mayPass: false)
            return [state.latest] + state.left.compactMap(\.connection)
        }
        for connection in connections { await connection.close(status) }
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

    private func taken(_ connection: Connection) throws(ConnectFailure) {
        try state.withLock { (state) throws(ConnectFailure) in
            state.next = nil
            if let closed = state.closed { throw closed }
            state.left = state.left.filter { $0.connection != nil } + [Left(connection: state.latest)]
            state.latest = connection
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
            let status = Status(.deadlineExceeded, "there was no connection within the time-out")
            promise.fail(ConnectFailure(status: status, mayPass: false))
        }
        promise.futureResult.whenComplete { _ in alarm.cancel() }
        return try await promise.futureResult.get()
    }
}
