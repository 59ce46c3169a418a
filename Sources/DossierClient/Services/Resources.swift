import DossierCore
import DossierWire

/// The standard methods of the record's resources, in proto3 JSON: what reads. `Resources+Writes` has the others.
public struct Resources: Sendable {
    let client: Client
    let options: CallOptions

    /// Over a connection; each call with these options.
    public init(_ client: Client, _ options: CallOptions = CallOptions()) {
        self.client = client
        self.options = options
    }

    /// One resource, by its full name, "name@revision" for an earlier revision; deleted ones too.
    public func get(_ name: String, _ kind: ResourceKind, _ view: ReadView = ReadView()) async throws(Status)
        -> JSONValue
    {
        try await call("Get\(kind.singular)", kind, [("name", .string(name))] + view.members)
    }

    /// Several of one moment, in the order asked for; NOT_FOUND when one is missing.
    public func get(
        _ names: [String],
        _ kind: ResourceKind,
        _ view: ReadView = ReadView()
    ) async throws(Status) -> [JSONValue] {
        let names = JSONValue.array(names.map(JSONValue.string))
        return try await call("BatchGet\(kind.plural)", kind, [("names", names)] + view.members).elements(kind.rawValue)
    }

    /// One page; `size` 0 is the server's own. A token must come with the query that it was given for.
    public func page(
        of kind: ResourceKind,
        _ query: ListQuery = ListQuery(),
        size: Int = 0,
        token: String = ""
    ) async throws(Status) -> ListPage {
        let reply = try await call("List\(kind.plural)", kind, Self.page(size, token) + query.members)
        return ListPage(reply, of: kind, isCounted: query.counts)
    }

    /// One page of a resource's revisions, newest first.
    public func revisions(
        of name: String,
        _ kind: ResourceKind,
        size: Int = 0,
        token: String = ""
    ) async throws(Status) -> ListPage {
        let request = [("name", JSONValue.string(name))] + Self.page(size, token)
        return ListPage(try await call("List\(kind.singular)Revisions", kind, request), of: kind)
    }

    private static func page(_ size: Int, _ token: String) -> [(String, JSONValue)] {
        [("page_size", .number("\(size)")), ("page_token", .string(token))]
    }

    func call(
        _ method: String,
        _ kind: ResourceKind,
        _ request: [(String, JSONValue)]
    ) async throws(Status) -> JSONValue {
        let method = try ServiceMethod.standard(MethodName(kind.service, method))
        return try await client.call(method, JSONValue(members: request), options)
    }
}
