extension Result where Failure == any Error {
    /// What an asynchronous closure comes to.
    init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }

    var isSuccess: Bool {
        if case .success = self { true } else { false }
    }
}
