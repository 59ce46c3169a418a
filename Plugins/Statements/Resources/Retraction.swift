import CDossierProtos
import DossierCore
import ModuleKit

/// Who may take a statement back.
enum Retraction {
    /// FAILED_PRECONDITION unless the statement taken back is of the same voice.
    static func check(
        _ statement: Dossier__V1__Statement,
        _ name: String,
        in transaction: Transaction
    ) throws(Interrupt) {
        guard statement.kind == .retracts,
            let about = MessageList(statement.about, statement.n_about).first(where: { _ in true })
        else { return }
        let evidence = Evidence(transaction)
        // A statement that does not exist is the store's to refuse.
        guard let target = try evidence.statement(String(cString: about.name)) else { return }
        let moment = try transaction.moment
        let retraction = Spoken(name: name, statement, createTime: moment.time_ns, sequence: moment.sequence, body: [])
        try evidence.settleTime(of: retraction)
        let (ours, theirs) = (try evidence.principal(of: retraction), try evidence.principal(of: target))
        guard ours == theirs else {
            throw .failed(.failedPrecondition, "about: \(target.name) is \(theirs)'s; \(ours) cannot take it back")
        }
    }
}
