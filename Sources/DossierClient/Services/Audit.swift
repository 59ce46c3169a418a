import DossierCore
import DossierWire

/// Who changed the record, and taking content out of it, in proto3 JSON. For administrators.
public struct Audit: Sendable {
    private let client: Client
    private let options: CallOptions

    /// Over a connection; each call with these options.
    public init(_ client: Client, _ options: CallOptions = CallOptions()) {
        self.client = client
        self.options = options
    }

    /// One page of entries, the newest first; `size` 0 is the server's own. A token must come with the filter that it was
    /// given for.
    public func entries(
        _ filter: AuditFilter = AuditFilter(),
        size: Int = 0,
        token: String = ""
    ) async throws(Status) -> JSONValue {
        let page: [(String, JSONValue)] = [("page_size", .number("\(size)")), ("page_token", .string(token))]
        return try await call("ListAuditEntries", page + filter.members)
    }

    /// Takes the content of a record's revisions away for good; none named: of all.
    public func redact(
        _ name: String,
        revisions: [UInt64] = [],
        reason: String,
        validateOnly: Bool = false
    ) async throws(Status) -> JSONValue {
        let revisions = JSONValue.array(revisions.map { .string("\($0)") })
        var request: [(String, JSONValue)] = [
            ("name", .string(name)), ("revisions", revisions), ("reason", .string(reason)),
        ]
        if validateOnly { request.append(("validate_only", .bool(true))) }
        return try await call("RedactRevisions", request)
    }

    private func call(_ method: String, _ request: [(String, JSONValue)]) async throws(Status) -> JSONValue {
        let method = try ServiceMethod.standard(MethodName("dossier.v1.Server", method))
        return try await client.call(method, JSONValue(members: request), options)
    }
}
