import DossierCore
import DossierWire

/// A server, over one connection at a time, for any number of calls at a time, from any thread.
///
/// Errors are always a `Status`. When the connection is lost, the calls that are open on it end with UNAVAILABLE, and the next
/// one makes another connection. Calls that are safe to repeat are tried again, as their options say: those that only read,
/// and writes that carry a `request_id`.
public final class Client: Sendable {
    /// Where the server is.
    public let address: ServerAddress
    /// How the connection is encrypted; nil: it is not.
    public let tls: ClientTLS?
    /// Goes with every call; nil: nothing says who calls, unless the certificate does that TLS has shown.
    public let token: BearerToken?
    private let reconnection: Reconnection

    private init(_ connection: Connection, _ tls: ClientTLS?, _ token: BearerToken?) {
        address = connection.address
        self.tls = tls
        self.token = token
        reconnection = Reconnection(connection, tls, token)
    }

    /// Connects. UNAVAILABLE when nobody answers, or not as TLS demands, with a message that says what to do.
    /// - Parameters:
    ///   - timeout: how long it may take, with all tries; one takes at most `Limits.connectNanoseconds`.
    ///   - retry: when nobody answers; what TLS refuses is not tried again.
    /// - Throws: INVALID_ARGUMENT, too, for a token that others could read on its way.
    public static func connect(
        to address: ServerAddress,
        tls: ClientTLS? = nil,
        token: BearerToken? = nil,
        timeout: Duration = .nanoseconds(Limits.connectNanoseconds),
        retry: RetryPolicy = .never
    ) async throws(Status) -> Client {
        try token?.check(for: address, isEncrypted: tls != nil)
        var retries = Retries(CallOptions(timeout: timeout, retry: retry), of: .call)
        while true {
            let timeout = min(retries.options.timeout ?? timeout, .nanoseconds(Limits.connectNanoseconds))
            do {
                return Client(
                    try await Connection.open(to: address, tls: tls, token: token, timeout: timeout),
                    tls,
                    token
                )
            } catch let status as Status {
                throw status
            } catch {
                try await retries.wait(after: ConnectFailure.status(error, address))
            }
        }
    }

    /// Ends all calls that are open and closes the connection; there is no other after it.
    public func close() async {
        await reconnection.close(Status(.cancelled, "the connection to \(address) was closed here"))
    }

    /// A unary call, in bytes. Tried again when the method only reads.
    /// - Returns: the encoded reply.
    public func call(
        _ method: MethodName,
        _ request: [UInt8],
        _ options: CallOptions = CallOptions()
    ) async throws(Status) -> [UInt8] {
        try await call(method, request, options, isRepeatable: method.isRead)
    }

    func call(
        _ method: MethodName,
        _ request: [UInt8],
        _ options: CallOptions,
        isRepeatable: Bool
    ) async throws(Status) -> [UInt8] {
        try await attempt(options, isRepeatable: isRepeatable) { (connection, options) throws(Status) in
            try await connection.call(method, request, options)
        }
    }

    /// A call whose replies come as a stream, on the connection that there is.
    public func stream(
        _ method: MethodName,
        _ request: [UInt8],
        _ options: CallOptions = CallOptions()
    ) throws(Status) -> Replies {
        try reconnection.latest.stream(method, request, options)
    }

    /// A call in which the client streams, on the connection that there is.
    /// - Parameter repliesStream: whether the server does, too; else one reply comes.
    public func duplex(
        _ method: MethodName,
        _ options: CallOptions = CallOptions(),
        repliesStream: Bool = true
    ) throws(Status) -> DuplexCall {
        try reconnection.latest.duplex(method, options, repliesStream: repliesStream)
    }
}

extension Client {
    /// Does something over a connection, and again as long as another try may help.
    /// - Parameters:
    ///   - isRepeatable: whether it may be done twice; else only a connection that could not be made is tried again.
    ///   - body: gets what is left of the time.
    func attempt<Result: Sendable>(
        _ options: CallOptions,
        isRepeatable: Bool,
        _ body: @Sendable (Connection, CallOptions) async throws(Status) -> Result
    ) async throws(Status) -> Result {
        var retries = Retries(options, of: .call)
        while true {
            var used: Connection?
            do throws(Status) {
                let connection = try await connected(retries.options)
                used = connection
                return try await body(connection, retries.options)
            } catch {
                if let used { leave(used, after: error) }
                guard isRepeatable || used == nil else { throw error }
                try await retries.wait(after: error)
            }
        }
    }

    /// The connection that there is, else a new one.
    func connected(_ options: CallOptions) async throws(Status) -> Connection {
        try await reconnection.connected(within: options.timeout)
    }

    /// A call has ended so on a connection: after UNAVAILABLE the next one gets another.
    func leave(_ connection: Connection, after status: Status) {
        if status.code == .unavailable { reconnection.leave(connection) }
    }
}
