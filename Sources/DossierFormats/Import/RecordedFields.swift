import DossierClient
import DossierCore
import DossierWire

/// What the record holds of a resource that its file may not tell.
struct RecordedFields: Sendable {
    let resources: Resources

    /// Resources with those of their `kept` fields that they lack and the record has, or, of a stand-in, as the record has
    /// it. They are not taken over from a stricter marking.
    func added(to resources: [DossierResource]) async throws(Status) -> [DossierResource] {
        var whole = resources
        do {
            try await withThrowingTaskGroup(of: (Int, DossierResource).self) { group in
                for (place, resource) in resources.enumerated() {
                    guard resource.isStandIn || !Self.wanted(by: resource).isEmpty else { continue }
                    group.addTask { (place, try await added(to: resource)) }
                }
                for try await (place, resource) in group { whole[place] = resource }
            }
        } catch {
            throw error as? Status ?? Status(.internal, "\(error)")
        }
        return whole
    }

    private static func wanted(by resource: DossierResource) -> [String] {
        resource.kept.filter { resource.fields[$0] == nil || $0 == "labels" }
    }

    private func added(to resource: DossierResource) async throws(Status) -> DossierResource {
        if resource.isStandIn {
            return resource.having(try await recorded(resource, []).map(Self.written) ?? resource.fields)
        }
        let wanted = Self.wanted(by: resource)
        guard let recorded = try await recorded(resource, wanted + ["tlp"]) else { return resource }
        let tlp = resource.fields["tlp"]?.text ?? TLPMarking.unknown
        guard !TLPMarking.isStricter(recorded["tlp"]?.text, than: tlp) else { return resource }
        return wanted.reduce(resource) { resource, name in
            guard let value = recorded[name] else { return resource }
            let all = (recorded.elements(name) + resource.fields.elements(name)).unique
            return resource.setting(name, name == "labels" ? .array(Array(all.prefix(Limits.listElements))) : value)
        }
    }

    private static func written(_ recorded: JSONValue) -> JSONValue {
        .object(recorded.members.filter { !ResourceKind.isServerField($0.name) })
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
