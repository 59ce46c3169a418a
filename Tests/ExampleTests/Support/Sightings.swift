import DossierClient
import DossierCore
import ModuleKit
import TestSupport

/// example.sightings.v1.Sightings, as a client without generated code calls it.
struct Sightings {
    private static let service = "example.sightings.v1.Sightings"
    let client: Client

    init(_ server: DossierdProcess) async throws {
        client = try await Client.connect(to: ServerAddress(host: "127.0.0.1", port: Int(server.port)))
    }

    /// Records one, seen in the second that its count says.
    func create(_ id: String, indicator: String, count: UInt64) async throws {
        var sighting = WireWriter()
        sighting.bytes(3, indicator.utf8)
        sighting.timestamp(6, nanoseconds: Int64(count) * 1_000_000_000)
        sighting.varint(7, count)
        var request = WireWriter()
        request.message(1, sighting.bytes)
        request.bytes(2, id.utf8)
        _ = try await client.call(MethodName(Self.service, "CreateSighting"), request.bytes)
    }

    /// The names on a page, and the token of the next.
    func page(size: UInt64, token: String = "") async throws -> (names: [String], next: String) {
        var request = WireWriter()
        request.varint(1, size)
        request.bytes(2, token.utf8)
        let response = WireFields(try await client.call(MethodName(Self.service, "ListSightings"), request.bytes))
        return (response.messages(1).map { $0.text(1) }, response.text(2))
    }

    /// Where a watch begins.
    enum Start {
        case sequence(UInt8)
        case token(String)
    }

    /// A change: what happened to what, and how to go on after it.
    struct Change: Equatable {
        let type: UInt64
        let name: String
        let resumeToken: String
    }

    /// The first changes of a watch, heartbeats left out; it ends then.
    func changes(_ count: Int, from start: Start, filter: String = "") async throws -> [Change] {
        var request = WireWriter()
        var position: [UInt8] = []
        switch start {
        // By hand: a member of a oneof is sent even when it is zero.
        case .sequence(let sequence): position = [1 << 3, sequence]
        case .token(let token): request.bytes(2, token.utf8)
        }
        request.bytes(3, filter.utf8)
        var changes: [Change] = []
        for try await reply in try await client.stream(
            MethodName(Self.service, "WatchSightings"),
            position + request.bytes
        ) {
            let event = WireFields(reply)
            if event.number(1) == Self.heartbeat { continue }
            changes.append(Change(type: event.number(1), name: event.text(3), resumeToken: event.text(5)))
            if changes.count == count { break }
        }
        return changes
    }

    /// dossier.v1.ChangeType.
    static let created: UInt64 = 1
    private static let heartbeat: UInt64 = 6
}
