import DossierClient
import DossierCore
import DossierWire

/// A resource of a file beside what the record holds of that name.
struct Compared: Sendable {
    let item: ImportItem
    /// What would become of it if all was there that it refers to.
    let outcome: ImportLane.Outcome
    /// The names that it refers to and that may not be there.
    var missing: Set<String>

    /// Reads what the record holds. One by one, since BatchGet would fail for all when one is missing.
    init(_ number: UInt64, _ resource: DossierResource, _ resources: Resources) async throws(Status) {
        missing = []
        let (request, wanted): ([UInt8], JSONValue)
        do throws(Status) {
            request = try ImportStream.encode(number, resource.kind, id: resource.id, resource.fields)
            wanted = try Comparison.canonical(resource.fields, resource.kind)
        } catch {
            item = ImportItem(number, resource)
            outcome = .refused(error)
            return
        }
        item = ImportItem(number, resource, request: request)
        let current: JSONValue
        do throws(Status) {
            current = try await resources.get(resource.name, resource.kind)
        } catch {
            guard error.code == .notFound else { throw error }
            outcome = .created
            missing = Self.references(wanted, resource)
            return
        }
        guard current["deleteTime"] == nil else {
            let message = "\(resource.name) is deleted; undelete it, or take another name"
            outcome = .refused(.precondition(.deleted, resource.name, message))
            return
        }
        let isSame = try Comparison.canonical(current, resource.kind) == wanted
        outcome = isSame ? .unchanged : .updated
        if !isSame { missing = Self.references(wanted, resource) }
    }

    private static func references(_ fields: JSONValue, _ resource: DossierResource) -> Set<String> {
        Set(ReferencePath.names(in: fields, resource.kind)).subtracting([resource.name])
    }

    /// Whether the file may still give what the name means.
    func isOfOwnKind(_ name: String) -> Bool { name.hasPrefix("\(item.kind)/") }

    /// What the server would say.
    func refusal(_ missing: String, _ fault: Precondition) -> Status {
        let what = fault == .referenceDeleted ? "which is deleted" : "which does not exist"
        return .precondition(fault, missing, "\(item.name) refers to \(missing), \(what)")
    }
}
