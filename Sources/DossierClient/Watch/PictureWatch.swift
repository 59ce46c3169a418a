import DossierCore
import DossierWire

/// An incident's picture, at once and whenever it changes, over as many connections as it takes.
///
/// One task at a time calls `next`; cancelling that task ends the watch with CANCELLED.
public struct PictureWatch {
    private let incident: String
    private var connection: Reconnection
    private var pictures: Replies.Iterator?
    private var last: JSONValue?

    /// - Parameters:
    ///   - client: the first connection; later ones go to the same address.
    ///   - incident: its full name.
    ///   - options: the time-out is that of the whole watch.
    ///   - tries: how often in a row the server is looked for before the watch gives up.
    ///   - onRetry: told before each new try. On the task that calls `next`.
    public init(
        _ client: Client,
        of incident: String,
        _ options: CallOptions = CallOptions(),
        tries: Int = Limits.resumeTries,
        onRetry: @escaping @Sendable (WatchRetry) -> Void = { _ in }
    ) {
        self.incident = incident
        connection = Reconnection(client, options, tries: tries, onRetry: onRetry)
    }

    /// The next picture in proto3 JSON. One that shows what the last one did, as a new connection's first may, is left
    /// out.
    /// - Throws: what no other try can mend; the last try's status when none of them has reached
    ///   the server; DEADLINE_EXCEEDED at the time-out.
    public mutating func next() async throws(Status) -> JSONValue {
        while true {
            do throws(Status) {
                let picture = try await receive()
                connection.succeeded()
                guard Self.content(picture) != last else { continue }
                last = Self.content(picture)
                return picture
            } catch {
                pictures = nil
                try await connection.recover(error, at: nil)
            }
        }
    }

    private mutating func receive() async throws(Status) -> JSONValue {
        let method = try ServiceMethod.standard(MethodName(DerivedViews.service, "WatchPicture"))
        if pictures == nil {
            let request = JSONValue(members: [("incident", .string(incident))])
            let bytes = try method.request(request)
            let client = try await connection.connected()
            pictures = try client.stream(method.name, bytes, connection.options).makeAsyncIterator()
        }
        guard let picture = try await pictures?.next() else {
            throw Status(.unavailable, "\(connection.address) ended the watch")
        }
        return try method.reply(picture)
    }

    /// All but the clocks.
    private static func content(_ picture: JSONValue) -> JSONValue {
        .object(picture.members.filter { !["saidAsOf", "sequence"].contains($0.name) })
    }
}
