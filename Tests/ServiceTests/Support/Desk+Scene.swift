import DossierCore

/// Who and what the tests of the views speak of.
extension Desk {
    /// Beside a server that knows states by these ids and incidents by those.
    static func open<Result>(
        actors: [String],
        incidents: [String],
        _ body: (Desk) async throws -> Result
    ) async throws -> Result {
        try await open { desk in
            try await desk.set(actors: actors, incidents: incidents)
            return try await body(desk)
        }
    }

    func set(actors: [String], incidents: [String] = []) async throws(Status) {
        let state: JSON = ["displayName": "A state", "identityClass": "IDENTITY_CLASS_STATE"]
        try await createBatch(.actors, actors.map { ($0, state) })
        if incidents.isEmpty { return }
        try await createBatch(.incidents, incidents.map { ($0, ["title": JSON("The attack \($0)")]) })
    }

    /// Records statements, one after the other.
    func say(_ statements: (id: String, fields: JSON)...) async throws(Status) {
        for (id, fields) in statements { try await create(.statements, id, fields) }
    }
}
