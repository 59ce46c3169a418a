import Foundation
import TestSupport

/// `dossierd verify` on the record that a run has left.
enum Verification {
    static func faults(_ fleet: Fleet) async throws -> [Fault] {
        let program = Products.folder.appending(path: "dossierd").path
        let command = try await Command.run(program, "verify", "--store", fleet.store)
        return command.status == 0 ? [] : [Fault(record: "", description: "verify: \(command.output)")]
    }
}
