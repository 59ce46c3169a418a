import CDossierModule
import DossierCore

/// A write on its way to the writer and back.
final class PendingWrite {
    /// Is lent how it ended, and told whether the body has run at all.
    typealias Done = (UnsafePointer<dossier_outcome>, _ hasRun: Bool) -> Void

    private let table: UnsafePointer<dossier_store>
    private let body: (Transaction) throws(Interrupt) -> Void
    private let done: Done
    private var hasRun = false

    init(
        table: UnsafePointer<dossier_store>,
        body: @escaping (Transaction) throws(Interrupt) -> Void,
        done: @escaping Done
    ) {
        self.table = table
        self.body = body
        self.done = done
    }

    /// Runs the body on the writer's thread, maybe more than once.
    func run(_ raw: OpaquePointer) -> dossier_status {
        hasRun = true
        let transaction = Transaction(table: table, raw: raw)
        do throws(Interrupt) {
            try body(transaction)
            return 0
        } catch {
            if case .failed(let status) = error { transaction.reply(status) }
            return error.code
        }
    }

    /// Once, after the last run.
    func end(_ outcome: UnsafePointer<dossier_outcome>) { done(outcome, hasRun) }
}
