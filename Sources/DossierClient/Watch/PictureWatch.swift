import DossierCore
import DossierWire

/// An incident's picture, at once and whenever it changes, over as many connections as it takes.
///
/// One task at a time calls `next`; cancelling that task ends the watch with CANCELLED.
public struct PictureWatch {
    private let incident: String
    private let client: Client
    private var retries: Retries
    private var pictures: Replies.Iterator?
    private var last: JSONValue?

    /// - Parameters:
    ///   - client: asked over whichever connection it has.
    ///   - incident: its full name.
    ///   - options: the time-out is that of the whole watch, and the server is looked for as their `retry` says.
    public init(_ client: Client, of incident: String, _ options: CallOptions = CallOptions()) {
        self.incident = incident
        self.client = client
        retries = Retries(options, of: .watch)
    }

    /// The next picture in proto3 JSON. One that shows what the last one did, as a new connection's first may, is left
    /// out.
    /// - Throws: what no other try can mend; the last try's status when none of them has reached
    ///   the server; DEADLINE_EXCEEDED at the time-out.
    public mutating func next() async throws(Status) -> JSONValue {
        while true {
            let connection = if let pictures { pictures.connection } else { try await client.connected(&retries) }
            do throws(Status) {
                let picture = try await receive(over: connection)
                retries.succeeded()
                guard Self.content(picture) != last else { continue }
                last = Self.content(picture)
                return picture
            } catch {
                pictures = nil
                try await retries.wait(after: error)
            }
        }
    }

    private mutating func receive(over connection: Connection) async throws(Status) -> JSONValue {
        let method = try ServiceMethod.standard(MethodName(DerivedViews.service, "WatchPicture"))
        if pictures == nil {
            let request = JSONValue(members: [("incident", .string(incident))])
            let bytes = try method.request(request)
            pictures = try connection.stream(method.name, bytes, retries.options).makeAsyncIterator()
        }
        guard let picture = try await pictures?.next() else {
            throw Status(.unavailable, "\(client.address) ended the watch")
        }
        return try method.reply(picture)
    }

    /// All but the clocks.
    private static func content(_ picture: JSONValue) -> JSONValue {
        .object(picture.members.filter { !["saidAsOf", "sequence"].contains($0.name) })
    }
}
