import DossierClient
import DossierCore
import DossierWire
import Foundation

/// The incidents of a server, over one connection to it.
struct Record: Sendable {
    let client: Client

    /// Connects.
    init(port: UInt16) async throws(Status) {
        client = try await Client.connect(to: ServerAddress(host: "127.0.0.1", port: Int(port)))
    }

    /// On a connection that is there.
    init(_ client: Client) { self.client = client }

    private static let timeout = CallOptions(timeout: .seconds(30))

    private var resources: Resources { Resources(client, Self.timeout) }

    /// Records an incident with a summary of so many bytes.
    func create(_ id: String, bytes: Int = 1_000) async throws(Status) {
        let fields: [(String, JSONValue)] = [
            ("title", .string(id)), ("summary", .string(Self.summary(of: id, bytes: bytes))),
        ]
        _ = try await resources.create(.incidents, id: id, JSONValue(members: fields))
    }

    /// Reads an incident; throws when it is not what `create` wrote.
    func check(_ id: String, bytes: Int = 1_000) async throws(Status) {
        let incident = try await resources.get("incidents/\(id)", .incidents)
        guard incident["title"]?.text == id, incident["summary"]?.text == Self.summary(of: id, bytes: bytes) else {
            throw Status(.dataLoss, "\(id) reads \(incident)")
        }
    }

    /// The ids of all incidents, page by page.
    func ids() async throws(Status) -> [String] {
        var ids: [String] = []
        var token = ""
        repeat {
            let page = try await resources.page(of: .incidents, size: 500, token: token)
            ids += page.items.map(Self.id)
            token = page.nextPageToken
        } while !token.isEmpty
        return ids
    }

    /// The first changes of the record: each one's transaction and incident.
    func changes(_ count: Int) async throws(Status) -> [(sequence: Int, id: String)] {
        var events = try await watch().makeAsyncIterator()
        var changes: [(Int, String)] = []
        while changes.count < count {
            guard let event = try await events.next() else { throw Status(.unknown, "the watch ended well") }
            let json = try JSONMessage.decode(event, as: try Self.method("WatchIncidents").output)
            changes.append((Int(json["sequence"]?.text ?? "") ?? 0, Self.id(json)))
        }
        return changes
    }

    /// Everything from the beginning.
    func watch() async throws(Status) -> Replies {
        let method = try Self.method("WatchIncidents")
        let request = try JSONMessage.encode(JSONValue(members: [("sequence", .string("0"))]), as: method.input)
        return try await client.stream(method.name, request, Self.timeout)
    }

    private static func method(_ name: String) throws(Status) -> ServiceMethod {
        try ServiceMethod.standard(MethodName("dossier.v1.Incidents", name))
    }

    private static func id(_ resource: JSONValue) -> String {
        String((resource["name"]?.text ?? "").dropFirst("incidents/".count))
    }

    private static func summary(of id: String, bytes: Int) -> String {
        String(String(repeating: "\(id) ", count: bytes / (id.utf8.count + 1) + 1).prefix(bytes))
    }
}
