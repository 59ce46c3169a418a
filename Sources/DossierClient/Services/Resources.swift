import DossierCore
import DossierWire

/// The standard methods of the record's resources, in proto3 JSON.
public struct Resources: Sendable {
    private let client: Client
    private let options: CallOptions

    /// Over a connection; each call with these options.
    public init(_ client: Client, _ options: CallOptions = CallOptions()) {
        self.client = client
        self.options = options
    }

    /// One page of a listing.
    public struct Page: Sendable {
        /// The resources.
        public let items: [JSONValue]
        /// Of the page after it; empty on the last.
        public let nextPageToken: String
    }

    /// One resource, by its full name; deleted ones too.
    public func get(_ name: String, _ kind: ResourceKind) async throws(Status) -> JSONValue {
        try await call("Get\(kind.singular)", kind, [("name", .string(name))])
    }

    /// Several of one moment, in the order asked for; NOT_FOUND when one is missing.
    public func get(_ names: [String], _ kind: ResourceKind) async throws(Status) -> [JSONValue] {
        let reply = try await call("BatchGet\(kind.plural)", kind, [("names", .array(names.map(JSONValue.string)))])
        return reply.elements(kind.rawValue)
    }

    /// One page; `size` 0 is the server's own.
    public func page(
        of kind: ResourceKind,
        size: Int,
        token: String,
        showDeleted: Bool = false
    ) async throws(Status) -> Page {
        let reply = try await call(
            "List\(kind.plural)",
            kind,
            [("page_size", .number("\(size)")), ("page_token", .string(token)), ("show_deleted", .bool(showDeleted))]
        )
        return Page(items: reply.elements(kind.rawValue), nextPageToken: reply["nextPageToken"]?.text ?? "")
    }

    /// Records a resource; an empty id lets the server choose.
    public func create(_ kind: ResourceKind, id: String, _ fields: JSONValue) async throws(Status) -> JSONValue {
        try await call("Create\(kind.singular)", kind, Self.creation(kind, id, fields))
    }

    /// Records several, all or none; at most `Limits.batchItems`.
    public func create(_ kind: ResourceKind, _ items: [(id: String, fields: JSONValue)]) async throws(Status) {
        let requests = items.map { JSONValue(members: Self.creation(kind, $0.id, $0.fields)) }
        _ = try await call("BatchCreate\(kind.plural)", kind, [("requests", .array(requests))])
    }

    /// Writes a new revision. The fields hold the resource's name and, for safety, the etag that was read.
    public func update(_ kind: ResourceKind, _ fields: JSONValue) async throws(Status) -> JSONValue {
        try await call("Update\(kind.singular)", kind, [(kind.field, fields)])
    }

    /// Marks as deleted; an empty etag is no condition.
    public func delete(_ name: String, _ kind: ResourceKind, etag: String) async throws(Status) -> JSONValue {
        try await call("Delete\(kind.singular)", kind, [("name", .string(name)), ("etag", .string(etag))])
    }

    private static func creation(_ kind: ResourceKind, _ id: String, _ fields: JSONValue) -> [(String, JSONValue)] {
        [(kind.field, fields), ("\(kind.field)_id", .string(id))]
    }

    private func call(
        _ method: String,
        _ kind: ResourceKind,
        _ request: [(String, JSONValue)]
    ) async throws(Status) -> JSONValue {
        let method = try ServiceCatalog.standard.method(MethodName(kind.service, method))
        return try await client.call(method, JSONValue(members: request), options)
    }
}
