import DossierCore
import Yams

/// The fields of one mapping in the file of identities. Everything throws INVALID_ARGUMENT with the place.
struct IdentityFields {
    private let place: String
    private var nodes: [String: Node] = [:]

    /// - Parameter known: what may stand there; a name that is misspelt must not be passed over.
    init(_ node: Node, at place: String, known: [String]) throws(Status) {
        self.place = place
        guard let mapping = node.mapping else {
            throw Status(.invalidArgument, "\(place) must be a mapping of \(known.joined(separator: ", "))")
        }
        for (key, value) in mapping {
            guard let name = key.scalar?.string, known.contains(name) else {
                let name = key.scalar?.string ?? "something"
                throw Status(.invalidArgument, "\(place) has \(name); there are \(known.joined(separator: ", "))")
            }
            nodes[name] = value
        }
    }

    func fault(_ field: String, _ reason: String) -> Status { Status(.invalidArgument, "\(place).\(field): \(reason)") }

    func has(_ field: String) -> Bool { nodes[field] != nil }

    func text(_ field: String) throws(Status) -> String {
        guard let text = nodes[field]?.scalar?.string, !text.isEmpty else { throw fault(field, "is missing") }
        return text
    }

    /// Empty when it is not there.
    func list(_ field: String) throws(Status) -> [Node] {
        guard let node = nodes[field], node.scalar?.string != "" else { return [] }
        guard let list = node.sequence else { throw fault(field, "must be a list") }
        return Array(list)
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
                let name = node.scalar?.string ?? ""
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
