import DossierClient
import DossierCore
import DossierWire

/// What the record holds of a resource that its file may not tell.
struct RecordedFields: Sendable {
    let resources: Resources

    /// Resources with those of their `kept` fields that they lack and the record has. They are not taken over from a
    /// stricter marking.
    func added(to resources: [DossierResource]) async throws(Status) -> [DossierResource] {
        var whole = resources
        do {
            try await withThrowingTaskGroup(of: (Int, DossierResource).self) { group in
                for (place, resource) in resources.enumerated() where !Self.lacking(resource).isEmpty {
                    group.addTask { (place, try await added(to: resource)) }
                }
                for try await (place, resource) in group { whole[place] = resource }
            }
        } catch {
            throw error as? Status ?? Status(.internal, "\(error)")
        }
        return whole
    }

    private static func lacking(_ resource: DossierResource) -> [String] {
        resource.kept.filter { resource.fields[$0] == nil }
    }

    private func added(to resource: DossierResource) async throws(Status) -> DossierResource {
        let lacking = Self.lacking(resource)
        guard !lacking.isEmpty, let recorded = try await recorded(resource, lacking + ["tlp"]) else { return resource }
        let tlp = resource.fields["tlp"]?.text ?? TLPMarking.unknown
        guard !TLPMarking.isStricter(recorded["tlp"]?.text, than: tlp) else { return resource }
        return lacking.reduce(resource) { resource, name in
            recorded[name].map { resource.setting(name, $0) } ?? resource
        }
    }

    /// Nil: the record does not hold it.
    private func recorded(_ resource: DossierResource, _ fields: [String]) async throws(Status) -> JSONValue? {
        do throws(Status) {
            return try await resources.get(resource.name, resource.kind, ReadView(fields: fields))
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }
}
