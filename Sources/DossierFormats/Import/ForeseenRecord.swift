import DossierClient
import DossierCore
import DossierWire

/// What the record would hold once an import had been done, as far as is known. Used by one task.
final class ForeseenRecord {
    private let resources: Resources
    /// By the hashes of names; nil: it would be there.
    private var faults: [Int: Precondition?] = [:]

    init(_ resources: Resources) { self.resources = resources }

    /// Something of that name would be there.
    func add(_ name: String) { faults[name.hashValue] = .some(nil) }

    /// Why something cannot be referred to; nil: it can be. It must have been added or looked up.
    func fault(_ name: String) -> Precondition? { faults[name.hashValue] ?? .referenceMissing }

    /// Looks in the record for those of which nothing is known.
    func lookUp(_ names: Set<String>) async throws(Status) {
        let unknown = names.filter { faults[$0.hashValue] == nil }
        let found = try await Self.concurrently(Array(unknown)) { [resources] name in
            (name.hashValue, try await Self.fault(name, resources))
        }
        for (key, fault) in found { faults[key] = .some(fault) }
    }

    private static func fault(_ name: String, _ resources: Resources) async throws(Status) -> Precondition? {
        guard let kind = ResourceKind(ofName: name) else { return .referenceMissing }
        do throws(Status) {
            let found = try await resources.get(name, kind, ReadView(fields: ["delete_time"]))
            return found["deleteTime"] == nil ? nil : .referenceDeleted
        } catch {
            guard [.notFound, .invalidArgument].contains(error.code) else { throw error }
            return .referenceMissing
        }
    }

    /// What a closure makes of each element, in their order, `Limits.importCalls` at a time.
    static func concurrently<Element: Sendable, Result: Sendable>(
        _ elements: [Element],
        _ body: @escaping @Sendable (Element) async throws -> Result
    ) async throws(Status) -> [Result] {
        do {
            return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
                var results: [Result?] = Array(repeating: nil, count: elements.count)
                for (index, element) in elements.enumerated() {
                    if index >= Limits.importCalls, let (done, result) = try await group.next() {
                        results[done] = result
                    }
                    group.addTask { (index, try await body(element)) }
                }
                for try await (done, result) in group { results[done] = result }
                return results.compactMap(\.self)
            }
        } catch {
            throw error as? Status ?? Status(.internal, "\(error)")
        }
    }
}
