import DossierClient
import DossierCore
import TestSupport

/// What the record of servers that have ended holds, as one that starts anew shows it.
struct Stored {
    /// The record that ends it.
    private static let last = "last-stored"

    /// From the beginning of the record.
    private(set) var feed: [Version] = []
    /// Of each record, the oldest first.
    private(set) var revisions: [String: [Shown]] = [:]

    /// - Parameter writer: writes the last record.
    init(_ fleet: Fleet, _ writer: inout Writer) async throws {
        try await Self.waitForSessions(of: fleet)
        try await fleet.start(0)
        await writer.create(Self.last)
        guard let address = fleet.address(of: 0) else { return }
        let client = try await Client.connect(to: address)
        var watch = Watch(client, .incidents, after: .sequence(0), CallOptions(timeout: .seconds(60)))
        while feed.last?.record != Self.last {
            if let version = Version(try await watch.next()) { feed.append(version) }
        }
        let incidents = Resources(client)
        for record in Set(feed.map(\.record)) { revisions[record] = try await Self.revisions(of: record, incidents) }
        await client.close()
        _ = await fleet.stop()
    }

    private static func revisions(of record: String, _ incidents: Resources) async throws(Status) -> [Shown] {
        var shown: [Shown] = []
        var token = ""
        repeat {
            let page = try await incidents.revisions(of: "incidents/\(record)", .incidents, token: token)
            shown += page.items.map(Shown.init)
            token = page.nextPageToken
        } while !token.isEmpty
        return shown.reversed()
    }

    /// Until the database has ended what killed servers have left there, which may still be done before.
    private static func waitForSessions(of fleet: Fleet) async throws {
        guard let database = fleet.database else { return }
        let sessions = "SELECT FROM pg_stat_activity WHERE application_name = 'dossierd'"
        while try await !blocking({ try database.sql(sessions) }).isEmpty {
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
