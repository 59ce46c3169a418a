import DossierCore
import DossierWire

/// What the server computes from statements, in proto3 JSON. `PictureWatch` follows a picture.
public struct DerivedViews: Sendable {
    static let service = "dossier.v1.Statements"

    private let client: Client
    private let options: CallOptions

    /// Over a connection; each call with these options.
    public init(_ client: Client, _ options: CallOptions = CallOptions()) {
        self.client = client
        self.options = options
    }

    /// Who says who did it, of an incident by its full name.
    public func picture(of incident: String, _ clocks: Clocks = Clocks()) async throws(Status) -> JSONValue {
        try await call("GetPicture", [("incident", .string(incident))] + clocks.members)
    }

    /// One page of what happened and what was said, of an incident or an actor; `size` 0 is the server's own.
    public func timeline(
        of name: String,
        _ clocks: Clocks = Clocks(),
        size: Int = 0,
        token: String = ""
    ) async throws(Status) -> JSONValue {
        try await call("GetTimeline", [("name", .string(name))] + Self.page(size, token) + clocks.members)
    }

    /// One page of the incidents whose attribution is contested; `size` 0 is the server's own.
    public func contested(
        _ clocks: Clocks = Clocks(),
        size: Int = 0,
        token: String = ""
    ) async throws(Status) -> JSONValue {
        try await call("ListContested", Self.page(size, token) + clocks.members)
    }

    /// What a statement answers, and what answers it.
    public func trace(_ statement: String, recordedAsOf moment: RecordMoment? = nil) async throws(Status) -> JSONValue {
        try await call("TraceStatement", [("name", .string(statement))] + Clocks(recordedAsOf: moment).members)
    }

    /// How many statements there are.
    /// - Parameters:
    ///   - key: a value of `dossier.v1.CountBy`, as COUNT_BY_KIND.
    ///   - filter: as in a listing; empty: all.
    public func counts(
        by key: String,
        filter: String = "",
        recordedAsOf moment: RecordMoment? = nil
    ) async throws(Status) -> JSONValue {
        let request = [("by", JSONValue.string(key)), ("filter", .string(filter))]
        return try await call("CountStatements", request + Clocks(recordedAsOf: moment).members)
    }

    private static func page(_ size: Int, _ token: String) -> [(String, JSONValue)] {
        [("page_size", .number("\(size)")), ("page_token", .string(token))]
    }

    private func call(_ method: String, _ request: [(String, JSONValue)]) async throws(Status) -> JSONValue {
        let method = try ServiceMethod.standard(MethodName(Self.service, method))
        return try await client.call(method, JSONValue(members: request), options)
    }
}
