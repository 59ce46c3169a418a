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
        let connection = try await retries.connect { (options) throws(ConnectFailure) in
            let timeout = min(options.timeout ?? timeout, .nanoseconds(Limits.connectNanoseconds))
            return try await Connection.open(to: address, tls: tls, token: token, timeout: timeout)
        }
        return Client(connection, tls, token)
    }

    /// Ends all calls and watches that are open with CANCELLED, whichever connection they are on, and closes the connections;
    /// there is no other after it.
    public func close() async {
        await reconnection.close(Status(.cancelled, "the connection to \(address) was closed here"))
    }

    /// A unary call, in bytes. Tried again when the method only reads.
    /// - Returns: the encoded reply.
    /// - Throws: with words that say so when a write may have been done or not.
    public func call(
        _ method: MethodName,
        _ request: [UInt8],
        _ options: CallOptions = CallOptions()
    ) async throws(Status) -> [UInt8] {
        try await call(method, request, options, requestID: nil)
    }

    /// A call whose replies come as a stream. Not tried again once it has a connection.
    public func stream(
        _ method: MethodName,
        _ request: [UInt8],
        _ options: CallOptions = CallOptions()
    ) async throws(Status) -> Replies {
        try await attempt(options, isRepeatable: false) { (connection, options) throws(Status) in
            try connection.stream(method, request, options)
        }
    }

    /// A call in which the client streams. Not tried again once it has a connection.
    /// - Parameter repliesStream: whether the server does, too; else one reply comes.
    public func duplex(
        _ method: MethodName,
        _ options: CallOptions = CallOptions(),
        repliesStream: Bool = true
    ) async throws(Status) -> DuplexCall {
        try await attempt(options, isRepeatable: false) { (connection, options) throws(Status) in
            try connection.duplex(method, options, repliesStream: repliesStream)
        }
    }
}

extension Client {
    /// - Parameter requestID: under which the server does it once; nil: only what reads can be repeated.
    func call(
        _ method: MethodName,
        _ request: [UInt8],
        _ options: CallOptions,
        requestID: String?
    ) async throws(Status) -> [UInt8] {
        var isLeftOpen = false
        do throws(Status) {
            let isRepeatable = method.isRead || requestID != nil
            return try await attempt(options, isRepeatable: isRepeatable) { (connection, options) throws(Status) in
                try await connection.call(method, request, options, leftOpen: &isLeftOpen)
            }
        } catch {
            // Of any of its tries: a later one that was refused, or not sent, tells nothing of the one before.
            throw (isLeftOpen ? error.leavingOpen(method) : error).naming(requestID, isLeftOpen: isLeftOpen)
        }
    }

    /// Does something over a connection, and again as long as another try may help.
    /// - Parameters:
    ///   - isRepeatable: whether it may be done twice; else only a connection that could not be made is tried again.
    ///   - body: gets what is left of the time.
    func attempt<Result: Sendable>(
        _ options: CallOptions,
        isRepeatable: Bool,
        _ body: (Connection, CallOptions) async throws(Status) -> Result
    ) async throws(Status) -> Result {
        var retries = Retries(options, of: .call)
        while true {
            let connection = try await connected(&retries)
            do throws(Status) {
                return try await body(connection, retries.options)
            } catch {
                guard isRepeatable else { throw error }
                try await retries.wait(after: error)
            }
        }
    }

    /// The connection that there is, else a new one.
    func connected(_ retries: inout Retries) async throws(Status) -> Connection {
        try await retries.connect { (options) throws(ConnectFailure) in
            try await reconnection.connected(within: options.timeout)
        }
    }
}
