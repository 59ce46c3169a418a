import CDossierProtos
import DossierCore
import ModuleKit

/// Who may take a statement back.
enum Retraction {
    /// FAILED_PRECONDITION unless the statement taken back is of the same voice.
    static func check(_ statement: Dossier__V1__Statement, in transaction: Transaction) throws(Interrupt) {
        guard statement.kind == DOSSIER__V1__STATEMENT_KIND__STATEMENT_KIND_RETRACTS,
            let about = MessageList(statement.about, statement.n_about).first(where: { _ in true })
        else { return }
        let target = String(cString: about.name)
        var other: String?
        try transaction.read(Kinds.statements, target, as: dossier__v1__statement__type()) {
            (said: Dossier__V1__Statement) in other = voice(said)
        }
        // A statement that does not exist is the store's to refuse.
        guard let other else { return }
        let ours = try state(of: voice(statement), in: transaction)
        let theirs = try state(of: other, in: transaction)
        guard ours == theirs else {
            throw .failed(.failedPrecondition, "about: \(target) is \(theirs)'s; \(ours) cannot take it back")
        }
    }

    /// In whose name it is said.
    private static func voice(_ statement: Dossier__V1__Statement) -> String {
        let principal = String(cString: statement.on_behalf_of)
        return principal.isEmpty ? String(cString: statement.speaker) : principal
    }

    /// An organ speaks for the one it belongs to, an office-holder for the one whose office he holds: the last of these.
    private static func state(of actor: String, in transaction: Transaction) throws(Interrupt) -> String {
        var name = actor
        for _ in 0..<Limits.actorDepth {
            var above = ""
            try transaction.read(Kinds.actors, name, as: dossier__v1__actor__type()) { (actor: Dossier__V1__Actor) in
                above = String(cString: actor.parent)
                let isPerson = actor.identity_class == DOSSIER__V1__IDENTITY_CLASS__IDENTITY_CLASS_INDIVIDUAL
                if above.isEmpty, isPerson { above = office(actor) }
            }
            if above.isEmpty { break }
            name = above
        }
        return name
    }

    /// Where a person holds an office that has not ended; nothing when it is more than one.
    private static func office(_ person: Dossier__V1__Actor) -> String {
        let current = MessageList(person.roles, person.n_roles).filter { $0.valid?.pointee.latest == nil }
        return current.count == 1 ? String(cString: current[0].organization) : ""
    }
}
