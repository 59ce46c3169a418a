import CDossierProtos
import DossierCore
import ModuleKit

/// The tree of actors and their acknowledged organs.
enum Hierarchy {
    private static let parentTerm = actorKind.place(of: "parent")

    /// FAILED_PRECONDITION when an actor is its own ancestor, or when it or one below it is too far from the last of the
    /// ancestors. A parent that does not exist is left to the store.
    static func check(
        parent: UnsafePointer<CChar>?,
        of name: String,
        in transaction: Transaction
    ) throws(Interrupt) {
        var next = parent.map { String(cString: $0) } ?? ""
        var path = [name]
        while !next.isEmpty {
            path.append(next)
            if next == name {
                throw .failed(.failedPrecondition, "parent: makes a cycle: \(path.joined(separator: " -> "))")
            }
            guard path.count - 1 <= Limits.actorDepth else {
                throw .failed(.failedPrecondition, "parent: \(name) has more than \(Limits.actorDepth) actors above it")
            }
            next = try parentName(of: next, in: transaction)
        }
        // Under the last of the ancestors nobody has come further down.
        if path.count > 1 { try checkBelow(name, ancestors: path.count - 1, in: transaction) }
    }

    /// FAILED_PRECONDITION when one below an actor is too far from the last of that actor's ancestors.
    private static func checkBelow(
        _ name: String,
        ancestors: Int,
        in transaction: Transaction
    ) throws(Interrupt) {
        var level = try children(of: [name], in: transaction)
        var depth = ancestors + 1
        while let first = level.first {
            guard depth <= Limits.actorDepth else {
                let reason = "\(first), below \(name), would have more than \(Limits.actorDepth) actors above it"
                throw .failed(.failedPrecondition, "parent: \(reason)")
            }
            level = try children(of: level, in: transaction)
            depth += 1
        }
    }

    private static func children(of parents: [String], in transaction: Transaction) throws(Interrupt) -> [String] {
        var names: [String] = []
        for parent in parents {
            try transaction.referrers(to: actorKind.name, parent, in: parentTerm) { record in
                names.append("\(actorKind.name.text)/\(String(decoding: record.id, as: UTF8.self))")
                return true
            }
        }
        return names
    }

    private static func parentName(of name: String, in transaction: Transaction) throws(Interrupt) -> String {
        var parent = ""
        try transaction.read(actorKind.name, name, as: dossier__v1__actor__type()) { (actor: Dossier__V1__Actor) in
            parent = String(cString: actor.parent)
        }
        return parent
    }
}
