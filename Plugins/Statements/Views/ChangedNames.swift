import CDossierProtos
import DossierCore
import ModuleKit

/// What a stretch of the feed changed: the names of what was written and of what it is about, as hashes.
///
/// Two names with one hash only mean that something is computed anew without need.
struct ChangedNames {
    private(set) var names: Set<Int> = []

    /// The changes after a transaction, up to the view's own; nil when they are too many to be followed.
    static func after(_ sequence: UInt64, in transaction: Transaction) throws(Interrupt) -> ChangedNames? {
        var changed = ChangedNames()
        for kind in [Kinds.incidents, Kinds.actors, Kinds.sources, Kinds.statements] {
            guard try changed.add(kind, after: sequence, in: transaction) else { return nil }
        }
        return changed
    }

    private mutating func add(
        _ kind: KindName,
        after sequence: UInt64,
        in transaction: Transaction
    ) throws(Interrupt) -> Bool {
        var query = Query(kind: kind, limit: Limits.picturesFollow)
        var found = self
        repeat {
            query.cursor = try transaction.changes(query, after: sequence) { record throws(Interrupt) in
                found.names.insert("\(kind.text)/\(String(decoding: record.id, as: UTF8.self))".hashValue)
                if kind.text == Kinds.statements.text, !record.isRemoved { try found.addSubjects(of: record) }
                return found.names.count <= Limits.picturesFollow
            }
            if found.names.count > Limits.picturesFollow { return false }
        } while !query.cursor.isEmpty
        self = found
        return true
    }

    private mutating func addSubjects(of record: Record) throws(Interrupt) {
        try record.decode(as: dossier__v1__statement__type()) { (statement: Dossier__V1__Statement) in
            for reference in MessageList(statement.about, statement.n_about) { add(reference.name) }
            add(statement.link?.pointee.from)
            add(statement.link?.pointee.to)
        }
    }

    private mutating func add(_ name: UnsafeMutablePointer<CChar>?) {
        if let name { names.insert(String(cString: name).hashValue) }
    }
}
