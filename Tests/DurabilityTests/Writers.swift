import CDossierProtos
import DossierClient
import DossierCore
import DossierWire

/// Clients that write without pause until their server is gone.
struct Writers {
    let ledger: Ledger
    let server: ServerAddress
    /// Tells the records of one run from those of another.
    let run: Int

    /// What a record's title must be at a revision; its summary repeats it.
    static func title(_ id: String, _ revision: Int) -> String { "\(id) at \(revision)" }
    static func summary(_ id: String, _ revision: Int) -> String {
        Array(repeating: title(id, revision), count: 40).joined(separator: ", ")
    }

    /// One connection each.
    func write(connections: Int) async {
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<connections {
                group.addTask { await write("r\(run)-c\(number)", inBatches: number % 4 == 0) }
            }
        }
    }

    private func write(_ prefix: String, inBatches: Bool) async {
        do throws(Status) {
            let client = try await Client.connect(to: server)
            for number in 0... {
                if inBatches {
                    try await createBatch((0..<3).map { "\(prefix)-b\(number)-\($0)" }, client)
                } else {
                    try await createAndUpdate("\(prefix)-n\(number)", client)
                }
            }
        } catch {
            // The server was killed: what was not acknowledged may be there or not.
        }
    }

    private func createBatch(_ ids: [String], _ client: Client) async throws(Status) {
        ledger.attempt(batch: ids)
        let requests = ids.map { "{\"incident_id\": \"\($0)\", \"incident\": \(json($0, 1))}" }
        try await call("BatchCreateIncidents", "{\"requests\": [\(requests.joined(separator: ", "))]}", client)
        for id in ids { ledger.acknowledge(id, 1) }
    }

    private func createAndUpdate(_ id: String, _ client: Client) async throws(Status) {
        ledger.attempt(id, 1)
        try await call("CreateIncident", "{\"incident_id\": \"\(id)\", \"incident\": \(json(id, 1))}", client)
        ledger.acknowledge(id, 1)
        for revision in 2...3 {
            ledger.attempt(id, revision)
            try await call("UpdateIncident", "{\"incident\": \(json(id, revision))}", client)
            ledger.acknowledge(id, revision)
        }
    }

    private func json(_ id: String, _ revision: Int) -> String {
        let (title, summary) = (Self.title(id, revision), Self.summary(id, revision))
        return "{\"name\": \"incidents/\(id)\", \"title\": \"\(title)\", \"summary\": \"\(summary)\"}"
    }

    private func call(_ method: String, _ json: String, _ client: Client) async throws(Status) {
        let request = try Requests.encode(method, json)
        _ = try await client.call(MethodName("dossier.v1.Incidents", method), request)
    }
}
