import CDossierProtos
import DossierClient
import DossierCore
import DossierStore
import DossierTesting
import DossierWire
import Foundation

/// The record that a power cut left, held against what its clients were told.
struct Record {
    /// What is wrong with it; empty when nothing is.
    private(set) var faults: [String] = []

    /// Opens it as the next server would.
    init(in folder: URL, _ ledger: Ledger) async throws {
        do throws(Status) {
            let store = try SQLiteStore(path: folder.appending(path: "record.db").path)
            defer { store.close() }
            try store.verify()
        } catch {
            faults.append("the chain: \(error)")
            return
        }
        let server = try await TestServer.start(in: folder)
        let client = try await server.connect()
        let found = try await Self.titles(client)
        await client.close()
        await server.stop()
        check(found, ledger)
    }

    private mutating func check(_ found: [String: (revision: Int, isWhole: Bool)], _ ledger: Ledger) {
        for (id, entry) in ledger.records {
            guard let record = found[id] else {
                if entry.acknowledged > 0 { faults.append("\(id) is lost") }
                continue
            }
            if record.revision < entry.acknowledged {
                faults.append("\(id) is at revision \(record.revision); \(entry.acknowledged) was acknowledged")
            }
            if record.revision > entry.attempted { faults.append("\(id) is at a revision that nobody wrote") }
            if !record.isWhole { faults.append("\(id) is half-written") }
        }
        for id in found.keys where ledger.records[id] == nil { faults.append("\(id) is there, but nobody wrote it") }
        for batch in ledger.batches {
            let present = batch.filter { found[$0] != nil }
            if !present.isEmpty, present.count < batch.count { faults.append("of the batch \(batch) only \(present)") }
        }
    }

    /// Every incident by id: its revision, and whether its texts are those of that revision.
    private static func titles(_ client: Client) async throws -> [String: (revision: Int, isWhole: Bool)] {
        var found: [String: (revision: Int, isWhole: Bool)] = [:]
        var token = ""
        repeat {
            let request = try Requests.encode("ListIncidents", "{\"page_size\": 1000, \"page_token\": \"\(token)\"}")
            let reply = try await client.call(MethodName("dossier.v1.Incidents", "ListIncidents"), request)
            let page = try Message(dossier__v1__list_incidents_response__init, decoding: reply)
            for index in 0..<page.pointee.n_incidents {
                guard let incident = page.pointee.incidents[index]?.pointee else { continue }
                let id = String(String(cString: incident.name).dropFirst("incidents/".count))
                let revision = Int(incident.revision)
                let isWhole =
                    String(cString: incident.title) == Writers.title(id, revision)
                    && String(cString: incident.summary) == Writers.summary(id, revision)
                found[id] = (revision, isWhole)
            }
            token = String(cString: page.pointee.next_page_token)
        } while !token.isEmpty
        return found
    }
}
