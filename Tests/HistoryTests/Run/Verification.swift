import Foundation
import TestSupport

/// `dossierd verify` on the record that a run has left.
enum Verification {
    static func faults(_ fleet: Fleet) async throws -> [Fault] {
        let program = Products.folder.appending(path: "dossierd").path
        let command = try await Command.run(program, "verify", "--store", fleet.store)
        guard command.status != 0, !command.output.contains(notYet) else { return [] }
        return [Fault(record: "", description: "verify: \(command.output)")]
    }

    /// What it says where it cannot look at this engine's records.
    private static let notYet = "cannot be verified yet"
}
