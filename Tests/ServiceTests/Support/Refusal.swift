import DossierClient
import DossierCore
import Testing

/// How a call failed, which must fail.
func refusal<Reply>(
    _ comment: @autoclosure () -> Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Reply
) async throws -> Status {
    do {
        let reply = try await body()
        Issue.record("not refused: \(comment() ?? "it") succeeded with \(reply)", sourceLocation: sourceLocation)
        return .ok
    } catch let status as Status {
        return status
    }
}

extension Status {
    /// The paths of the fields that are at fault.
    var fields: [String] { fieldViolations.map(\.field) }
}
