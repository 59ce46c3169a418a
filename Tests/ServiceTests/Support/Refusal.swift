import DossierClient
import DossierCore
import Testing

/// How a call failed, which must fail.
func refusal(
    _ comment: @autoclosure () -> Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> JSON
) async throws -> Status {
    do {
        let reply = try await body()
        throw Unrefused(reply: reply)
    } catch let status as Status {
        return status
    } catch {
        Issue.record(error, comment(), sourceLocation: sourceLocation)
        throw error
    }
}

private struct Unrefused: Error, CustomStringConvertible {
    let reply: JSON
    var description: String { "the call succeeded with \(reply)" }
}

extension Status {
    /// The paths of the fields that are at fault.
    var fields: [String] { fieldViolations.map(\.field) }
}
