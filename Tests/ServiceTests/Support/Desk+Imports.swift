import DossierClient
import DossierCore

/// One import: items out, acknowledgements back.
struct Import {
    private let collection: Collection
    private let types: MethodTypes
    private let call: DuplexCall
    private var iterator: Replies.Iterator

    fileprivate init(_ desk: Desk, _ collection: Collection) async throws(Status) {
        self.collection = collection
        let method = collection.methods("Import")
        types = try MethodTypes(method)
        call = try await desk.client.duplex(try MethodName(method), CallOptions(timeout: .seconds(30)))
        iterator = call.replies.makeAsyncIterator()
    }

    func send(_ item: Int, _ id: String = "", _ fields: JSON? = nil) async throws(Status) {
        let message: JSON = [
            "item": JSON("\(item)"), collection.field: fields ?? collection.sample, "\(collection.field)Id": JSON(id),
        ]
        try await call.send(try types.encode(message))
    }

    func close() async throws(Status) { try await call.closeSending() }

    /// The next acknowledgement; nil at the good end.
    mutating func next() async throws(Status) -> JSON? {
        guard let reply = try await iterator.next() else { return nil }
        return try types.decode(reply)
    }

    /// All that are left, by their items.
    mutating func rest() async throws(Status) -> [JSON] {
        var rest: [JSON] = []
        while let next = try await next() { rest.append(next) }
        return rest.sorted { $0.item.integer < $1.item.integer }
    }
}

extension Desk {
    func importing(_ collection: Collection) async throws(Status) -> Import { try await Import(self, collection) }

    /// Imports under ids, and returns what became of each.
    func importAll(_ collection: Collection, _ items: [(id: String, fields: JSON)]) async throws(Status) -> [JSON] {
        var stream = try await importing(collection)
        var acknowledgements: [JSON] = []
        for (number, item) in items.enumerated() {
            try await stream.send(number + 1, item.id, item.fields)
            if number - acknowledgements.count >= 200, let next = try await stream.next() {
                acknowledgements.append(next)
            }
        }
        try await stream.close()
        acknowledgements += try await stream.rest()
        return acknowledgements.sorted { $0.item.integer < $1.item.integer }
    }
}
