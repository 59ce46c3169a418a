import CDossierProtos
import DossierClient
import DossierCore
import DossierTesting
import Foundation

/// All versions that the last of the servers has, in their order, held against what its clients were told.
struct Feed {
    /// What is wrong with it; empty when nothing is.
    private(set) var faults: [String]
    /// What is wrong with what the watches have told of it.
    let watchFaults: [String]

    /// Lets the watchers hear the rest, up to one more record, and reads the whole anew.
    init(in folder: URL, _ ledger: Ledger, _ watchers: [Watcher]) async throws {
        let last = "end"
        let server = try await TestServer.start(in: folder)
        let client = try await server.connect()
        let request = "{\"incident_id\": \"\(last)\", \"incident\": \(Writers.json(last, 1))}"
        _ = try await client.call(
            MethodName("dossier.v1.Incidents", "CreateIncident"),
            try Requests.encode("CreateIncident", request)
        )
        let reader = Watcher(by: .token)
        await withTaskGroup(of: Void.self) { group in
            for watcher in watchers + [reader] { group.addTask { await watcher.follow(server.address, until: last) } }
        }
        await client.close()
        await server.stop()
        let feed = reader.told
        watchFaults = watchers.flatMap { watcher in
            watcher.faults + (Told.fault(in: watcher.told, of: feed).map { ["\(watcher) \($0)"] } ?? [])
        }
        faults = reader.faults
        check(feed, ledger)
    }

    private mutating func check(_ feed: [Told], _ ledger: Ledger) {
        for (told, next) in zip(feed, feed.dropFirst()) where next.sequence < told.sequence {
            faults.append("\(next) follows \(told)")
        }
        let versions = Dictionary(grouping: feed, by: \.id)
        for (id, entry) in ledger.records { check(versions[id] ?? [], of: id, entry) }
        for batch in ledger.batches {
            let transactions = Set(batch.map { versions[$0]?.first?.sequence })
            if transactions.count > 1 { faults.append("the batch \(batch) is in several transactions") }
        }
    }

    private mutating func check(_ versions: [Told], of id: String, _ entry: Ledger.Entry) {
        if versions.map(\.revision) != Array(0..<versions.count).map({ $0 + 1 }) {
            faults.append("the feed has \(versions)")
        }
        if versions.count < entry.acknowledged { faults.append("the feed has \(versions.count) versions of \(id)") }
        if versions.count > entry.attempted { faults.append("the feed has more of \(id) than anybody wrote") }
        for version in versions {
            let isCreated = version.type == DOSSIER__V1__CHANGE_TYPE__CHANGE_TYPE_CREATED.rawValue
            let isUpdated = version.type == DOSSIER__V1__CHANGE_TYPE__CHANGE_TYPE_UPDATED.rawValue
            if version.revision == 1 ? !isCreated : !isUpdated {
                faults.append("\(version) is of type \(version.type)")
            }
            if !version.isWhole { faults.append("\(version) is half-written") }
            if let transaction = entry.transactions[version.revision], transaction != version.sequence {
                faults.append("\(version) was acknowledged as in \(transaction)")
            }
        }
    }
}
