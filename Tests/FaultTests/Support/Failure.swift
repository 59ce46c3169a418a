import DossierCore

/// How a call fails; nil when it does not.
func failure(_ body: () async throws -> Void) async -> Status? {
    do {
        try await body()
        return nil
    } catch {
        return error as? Status ?? Status(.unknown, "\(error)")
    }
}
