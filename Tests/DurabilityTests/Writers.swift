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
                let way = Way.allCases[number % Way.allCases.count]
                group.addTask { await write(number, way) }
            }
        }
    }

    private func write(_ number: Int, _ way: Way) async {
        let prefix = prefix(number, way, in: run)
        do throws(Status) {
            let client = try await Client.connect(to: server)
            if way == .item {
                var writer = ImportWriter(ledger, prefix, after: self.prefix(number, way, in: run - 1))
                return try await writer.write(client)
            }
            for number in 0... {
                switch way {
                case .batch: try await createBatch((0..<3).map { "\(prefix)\(number)-\($0)" }, client)
                default: try await createAndUpdate("\(prefix)\(number)", client)
                }
            }
        } catch {
            // The server was killed: what was not acknowledged may be there or not.
        }
    }

    /// What the ids of one connection in one run begin with.
    private func prefix(_ number: Int, _ way: Way, in run: Int) -> String { "r\(run)-c\(number)-\(way.rawValue)" }

    private func createBatch(_ ids: [String], _ client: Client) async throws(Status) {
        ledger.attempt(batch: ids)
        let requests = ids.map { "{\"incident_id\": \"\($0)\", \"incident\": \(Self.json($0, 1))}" }
        try await call("BatchCreateIncidents", "{\"requests\": [\(requests.joined(separator: ", "))]}", client)
        for id in ids { ledger.acknowledge(id, 1, by: .batch) }
    }

    private func createAndUpdate(_ id: String, _ client: Client) async throws(Status) {
        ledger.attempt(id, 1)
        try await call("CreateIncident", "{\"incident_id\": \"\(id)\", \"incident\": \(Self.json(id, 1))}", client)
        ledger.acknowledge(id, 1, by: .call)
        for revision in 2...3 {
            ledger.attempt(id, revision)
            try await call("UpdateIncident", "{\"incident\": \(Self.json(id, revision))}", client)
            ledger.acknowledge(id, revision, by: .call)
        }
    }

    /// A record at a revision.
    static func json(_ id: String, _ revision: Int) -> String {
        let (title, summary) = (title(id, revision), summary(id, revision))
        return "{\"name\": \"incidents/\(id)\", \"title\": \"\(title)\", \"summary\": \"\(summary)\"}"
    }

    private func call(_ method: String, _ json: String, _ client: Client) async throws(Status) {
        let request = try Requests.encode(method, json)
        _ = try await client.call(MethodName("dossier.v1.Incidents", method), request)
    }
}
