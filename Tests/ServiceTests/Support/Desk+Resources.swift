import DossierCore

/// The standard methods.
extension Desk {
    @discardableResult
    func create(_ collection: Collection, _ id: String = "", _ fields: JSON? = nil) async throws(Status) -> JSON {
        try await call(
            collection.method("Create"),
            [collection.field: fields ?? collection.sample, "\(collection.field)Id": JSON(id)]
        )
    }

    /// Checks a resource as for its creation, and writes nothing.
    @discardableResult
    func check(_ collection: Collection, _ fields: JSON) async throws(Status) -> JSON {
        try await call(collection.method("Create"), [collection.field: fields, "validateOnly": true])
    }

    func get(
        _ collection: Collection,
        _ name: String,
        asOf moment: JSON = .null,
        mask: String = ""
    ) async throws(Status) -> JSON {
        var request: JSON = ["name": JSON(name)]
        request.recordedAsOf = moment
        if !mask.isEmpty { request.readMask = JSON(mask) }
        return try await call(collection.method("Get"), request)
    }

    @discardableResult
    func update(_ collection: Collection, _ fields: JSON) async throws(Status) -> JSON {
        try await call(collection.method("Update"), [collection.field: fields])
    }

    @discardableResult
    func delete(_ collection: Collection, _ name: String, etag: String = "") async throws(Status) -> JSON {
        try await call(collection.method("Delete"), ["name": JSON(name), "etag": JSON(etag)])
    }

    @discardableResult
    func undelete(_ collection: Collection, _ name: String, etag: String = "") async throws(Status) -> JSON {
        try await call(collection.method("Undelete"), ["name": JSON(name), "etag": JSON(etag)])
    }

    /// One page of a resource's revisions, with whatever else the request says.
    func revisions(_ collection: Collection, _ name: String, _ request: JSON = [:]) async throws(Status) -> JSON {
        try await call(
            "\(collection.service)/List\(collection.singular)Revisions",
            request.merging(["name": JSON(name)])
        )
    }

    /// One page, with whatever else the request says.
    func list(_ collection: Collection, _ request: JSON = [:]) async throws(Status) -> JSON {
        try await call(collection.methods("List"), request)
    }

    /// The names of a listing, page by page.
    func names(of collection: Collection, _ request: JSON = [:]) async throws(Status) -> [String] {
        var request = request
        var names: [String] = []
        repeat {
            let page = try await list(collection, request)
            names += page[collection.items].list.map(\.name.string)
            request.pageToken = page.nextPageToken
        } while request.pageToken != .null
        return names
    }

    /// All or none.
    @discardableResult
    func createBatch(_ collection: Collection, _ items: [(id: String, fields: JSON)]) async throws(Status) -> JSON {
        let requests = items.map { item -> JSON in
            [collection.field: item.fields, "\(collection.field)Id": JSON(item.id)]
        }
        return try await call(collection.methods("BatchCreate"), ["requests": JSON(requests)])
    }

    func getBatch(_ collection: Collection, _ names: [String]) async throws(Status) -> [JSON] {
        let reply = try await call(collection.methods("BatchGet"), ["names": JSON(names.map { JSON($0) })])
        return reply[collection.items].list
    }
}
