import DossierCore
import Testing

@testable import DossierStore

extension Desk {
    /// A desk on SQLite, for what only that engine does.
    static func sqlite(folder: Folder = Folder()) throws -> Desk { try Desk(Engine.sqlite, folder: folder) }

    /// The store as what it is.
    var sqlite: SQLiteStore {
        guard let sqlite = store as? SQLiteStore else { fatalError("this desk is on \(store.engine)") }
        return sqlite
    }

    /// Runs statements on the writer's connection, between two groups.
    func execute(_ sql: String) throws {
        try sqlite.writer.perform { (group) throws(Status) in try group.connection.execute(sql) }
    }

    /// Queues writes that are run as one group, and waits for their ends.
    func group(_ bodies: [@Sendable (any WriteTransaction) throws -> Void]) throws -> [Result<Write.Outcome, Status>] {
        let gate = Waiter<[UInt8]>()
        let ends = bodies.map { _ in Waiter<Result<Write.Outcome, Status>>() }
        try store.write(Write(author: "gate", body: { _ in gate.take() }, done: { _ in }))
        for (body, end) in zip(bodies, ends) {
            let write = Write(
                author: "ana",
                body: { (transaction) throws(Status) in
                    do { try body(transaction) } catch { throw error as? Status ?? Status(.unknown, "\(error)") }
                    return []
                },
                done: { end.give($0) }
            )
            try store.write(write)
        }
        gate.give([])
        return ends.map { $0.take() }
    }
}
