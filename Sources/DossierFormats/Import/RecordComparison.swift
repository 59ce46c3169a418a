import DossierClient
import DossierCore
import DossierWire

/// Finds out what an import would do with resources, by what the record holds. Used by one task.
final class RecordComparison {
    private let resources: Resources
    private let ledger: ImportLedger
    private var waiting: [DossierResource] = []

    init(_ resources: Resources, _ ledger: ImportLedger) {
        self.resources = resources
        self.ledger = ledger
    }

    /// Compares a resource, now or with the next.
    func take(_ resource: DossierResource) async throws(Status) {
        waiting.append(resource)
        if waiting.count == Limits.importCalls { try await finish() }
    }

    /// Compares what still waits.
    func finish() async throws(Status) {
        let items = waiting
        waiting = []
        do {
            try await withThrowingTaskGroup(of: Void.self) { [resources, ledger] group in
                for item in items {
                    group.addTask { ledger.settle(ImportItem(0, item), try await Self.outcome(item, resources)) }
                }
                try await group.waitForAll()
            }
        } catch {
            throw error as? Status ?? Status(.internal, "\(error)")
        }
    }

    /// One by one, since BatchGet would fail for all when one is missing.
    private static func outcome(
        _ item: DossierResource,
        _ resources: Resources
    ) async throws(Status) -> ImportLane.Outcome {
        let wanted: JSONValue
        do throws(Status) {
            wanted = try Comparison.canonical(item.fields, item.kind)
        } catch {
            return .refused(error)
        }
        let current: JSONValue
        do throws(Status) {
            current = try await resources.get(item.name, item.kind)
        } catch {
            guard error.code == .notFound else { throw error }
            return .created
        }
        if current["deleteTime"] != nil {
            return .refused(Status(.failedPrecondition, "\(item.name) is deleted; undelete it, or take another name"))
        }
        return try Comparison.canonical(current, item.kind) == wanted ? .unchanged : .updated
    }
}
