import CDossierProtos
import DossierCore
import ModuleKit

/// The tree of actors and their acknowledged organs.
enum Hierarchy {
    /// FAILED_PRECONDITION when an actor is its own ancestor, or too far from the last of them. A parent that does not
    /// exist is left to the store.
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
    }

    private static func parentName(of name: String, in transaction: Transaction) throws(Interrupt) -> String {
        var parent = ""
        try transaction.read(actorKind.name, name, as: dossier__v1__actor__type()) { (actor: Dossier__V1__Actor) in
            parent = String(cString: actor.parent)
        }
        return parent
    }
}
