import CDossierProtos
import DossierCore
import ModuleKit

/// What a stretch of the feed changed. Names are kept as hashes where only that is asked whether something rests on them:
/// two with one hash only mean that something is computed anew without need.
struct ChangedNames {
    /// Incidents, actors and sources.
    private(set) var others: Set<Int> = []
    /// Statements, each with what it is called, is about and links.
    private(set) var statements: [String: Set<Int>] = [:]

    /// Nothing.
    init() {}

    /// The changes after a transaction, up to the view's own; nil when they are too many to be followed.
    static func after(_ sequence: UInt64, in transaction: Transaction) throws(Interrupt) -> ChangedNames? {
        var changed = ChangedNames()
        for kind in [Kinds.incidents, Kinds.actors, Kinds.sources, Kinds.statements] {
            guard try changed.add(kind, after: sequence, in: transaction) else { return nil }
        }
        return changed
    }

    /// Those that something rests on.
    /// - Parameter names: hashes of all names that it rests on.
    func touching(_ names: Set<Int>) -> ChangedNames {
        var touching = ChangedNames()
        touching.others = others.filter(names.contains)
        touching.statements = statements.filter { $0.value.contains(where: names.contains) }
        return touching
    }

    /// Adds what has changed later.
    mutating func formUnion(_ later: ChangedNames) {
        others.formUnion(later.others)
        statements.merge(later.statements) { $0.union($1) }
    }

    var isEmpty: Bool { others.isEmpty && statements.isEmpty }

    private var isTooMuch: Bool { others.count + statements.count > Limits.picturesFollow }

    private mutating func add(
        _ kind: KindName,
        after sequence: UInt64,
        in transaction: Transaction
    ) throws(Interrupt) -> Bool {
        var query = Query(kind: kind, limit: Limits.picturesFollow)
        var found = self
        repeat {
            query.cursor = try transaction.changes(query, after: sequence) { record throws(Interrupt) in
                let name = "\(kind.text)/\(String(decoding: record.id, as: UTF8.self))"
                if kind.text == Kinds.statements.text {
                    found.statements[name, default: []].formUnion(try Self.hashes(of: record, name))
                } else {
                    found.others.insert(name.hashValue)
                }
                return !found.isTooMuch
            }
            if found.isTooMuch { return false }
        } while !query.cursor.isEmpty
        self = found
        return true
    }

    private static func hashes(of record: Record, _ name: String) throws(Interrupt) -> Set<Int> {
        var hashes: Set = [name.hashValue]
        if record.isRemoved { return hashes }
        try record.decode(as: dossier__v1__statement__type()) { (statement: Dossier__V1__Statement) in
            for reference in MessageList(statement.about, statement.n_about) {
                hashes.insert(String(cString: reference.name).hashValue)
            }
            for end in [statement.link?.pointee.from, statement.link?.pointee.to] {
                if let end { hashes.insert(String(cString: end).hashValue) }
            }
        }
        return hashes
    }
}
