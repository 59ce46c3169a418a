import DossierCore

/// The connections of one watch, one after the other: when the server goes, it is looked for again.
///
/// One task at a time uses it.
struct Reconnection {
    let address: ServerAddress
    private let tls: ClientTLS?
    private let token: BearerToken?
    private let metadata: Metadata
    private let end: ContinuousClock.Instant?
    private let tries: Int
    private let onRetry: @Sendable (WatchRetry) -> Void
    private var client: Client?
    private var failures = 0

    init(
        _ client: Client,
        _ options: CallOptions,
        tries: Int,
        onRetry: @escaping @Sendable (WatchRetry) -> Void
    ) {
        self.client = client
        self.tries = tries
        self.onRetry = onRetry
        address = client.address
        tls = client.tls
        token = client.token
        metadata = options.metadata
        end = options.timeout.map { .now + $0 }
    }

    /// For the next call: what is left of the time.
    var options: CallOptions { CallOptions(timeout: end.map { $0 - .now }, metadata: metadata) }

    /// The connection that there is, else a new one.
    mutating func connected() async throws(Status) -> Client {
        let client = if let client { client } else { try await Client.connect(to: address, tls: tls, token: token) }
        self.client = client
        return client
    }

    /// A message has come: the server is there.
    mutating func succeeded() { failures = 0 }

    /// Waits until it is time for another try. Throws the status when none would help.
    mutating func recover(_ status: Status, at position: WatchPosition?) async throws(Status) {
        guard WatchRetry.helps(status), failures < tries, !Task.isCancelled else { throw status }
        let retry = WatchRetry(reason: status, position: position, delay: WatchRetry.delay(after: failures, status))
        if let end, end - .now <= retry.delay {
            throw Status(.deadlineExceeded, "the time-out passed while the server was away: \(status.message)")
        }
        failures += 1
        client = nil
        onRetry(retry)
        do { try await Task.sleep(for: retry.delay) } catch { throw Status(.cancelled, "the watch was cancelled here") }
    }
}
