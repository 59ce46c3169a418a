import DossierWire

/// The STIX ids of the resources that one refers to.
struct STIXNames {
    private let others: [String: JSONValue]

    init(_ others: [String: JSONValue]) { self.others = others }

    /// A resource that is referred to, as far as it was looked up.
    subscript(name: String) -> JSONValue? { others[name] }

    /// Of a resource's object; nil when it is not known.
    func id(_ name: String) -> String? { others[name].flatMap { STIXID.of(name, $0) } }

    /// Of several; each stands once.
    func ids(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.compactMap(id).filter { seen.insert($0).inserted }
    }

    /// Of the identity of an actor.
    func identity(_ name: JSONValue?) -> JSONValue? {
        guard let name = name?.text, let actor = others[name] else { return nil }
        return .string(STIXID.identity(name, actor))
    }
}
