import DossierCore
import DossierYAML

/// The fields of one mapping in the file of identities. Everything throws INVALID_ARGUMENT with the place.
struct IdentityFields {
    private let place: String
    private var nodes: [String: YAMLNode] = [:]

    /// - Parameter known: what may stand there; a name that is misspelt must not be passed over.
    init(_ node: YAMLNode, at place: String, known: [String]) throws(Status) {
        self.place = place
        guard case .mapping(let entries) = node.content else {
            throw Status(.invalidArgument, "\(place) must be a mapping of \(known.joined(separator: ", "))")
        }
        for entry in entries {
            guard known.contains(entry.key) else {
                let known = known.joined(separator: ", ")
                throw Status(.invalidArgument, "\(place) has \(entry.key); there are \(known)")
            }
            nodes[entry.key] = entry.value
        }
    }

    func fault(_ field: String, _ reason: String) -> Status { Status(.invalidArgument, "\(place).\(field): \(reason)") }

    func has(_ field: String) -> Bool { nodes[field] != nil }

    func text(_ field: String) throws(Status) -> String {
        guard let text = nodes[field]?.text, !text.isEmpty else { throw fault(field, "is missing") }
        return text
    }

    /// Empty when it is not there.
    func list(_ field: String) throws(Status) -> [YAMLNode] {
        guard let node = nodes[field], node.text != "" else { return [] }
        guard case .sequence(let list) = node.content else { throw fault(field, "must be a list") }
        return list
    }

    /// Nanoseconds since 1970.
    func time(_ field: String) throws(Status) -> Int64 {
        guard let time = IdentityTime.nanoseconds(try text(field)) else { throw fault(field, IdentityTime.form) }
        return time
    }

    /// What every identity has.
    var grant: Grant {
        get throws(Status) {
            let subject = try text("subject")
            if let objection = Grant.objection(toSubject: subject) { throw fault("subject", objection) }
            guard has("roles") else { throw fault("roles", "is missing; there are \(Role.names), and [] for none") }
            var roles: [Role] = []
            for node in try list("roles") {
                let name = node.text ?? ""
                guard let role = Role(rawValue: name) else {
                    throw fault("roles", "\"\(name)\" is no role; there are \(Role.names)")
                }
                roles.append(role)
            }
            let name = try text("clearance")
            guard let clearance = TLP(name: name) else {
                throw fault("clearance", "\"\(name)\" is no marking of TLP; there are \(TLP.names)")
            }
            return Grant(subject: subject, roles: roles, clearance: clearance)
        }
    }
}
