import DossierClient
import DossierCore

/// The events of a watch, one after the other.
struct Events {
    private let types: MethodTypes
    private let replies: Replies
    private var iterator: Replies.Iterator

    fileprivate init(_ types: MethodTypes, _ replies: Replies) {
        self.types = types
        self.replies = replies
        iterator = replies.makeAsyncIterator()
    }

    /// The next change or heartbeat; UNKNOWN when the server ends the watch well, which it never should.
    mutating func next() async throws(Status) -> JSON {
        guard let reply = try await iterator.next() else { throw Status(.unknown, "the watch ended well") }
        return try types.decode(reply)
    }

    /// So many.
    mutating func next(_ count: Int) async throws(Status) -> [JSON] {
        var events: [JSON] = []
        while events.count < count { events.append(try await next()) }
        return events
    }
}

extension Desk {
    /// Watches a collection.
    func watch(
        _ collection: Collection,
        _ request: JSON = [:],
        timeout: Duration = .seconds(30)
    ) async throws(Status) -> Events {
        try await stream(collection.methods("Watch"), request, timeout: timeout)
    }

    /// The replies of a method that streams them.
    func stream(
        _ method: String,
        _ request: JSON,
        timeout: Duration = .seconds(30)
    ) async throws(Status) -> Events {
        let types = try MethodTypes(method)
        let replies = try await client.stream(
            try MethodName(method),
            try types.encode(request),
            CallOptions(timeout: timeout)
        )
        return Events(types, replies)
    }

    /// The first events of a watch.
    func events(_ collection: Collection, _ request: JSON = [:], _ count: Int) async throws(Status) -> [JSON] {
        var events = try await watch(collection, request)
        return try await events.next(count)
    }
}
