import DossierCore

/// A view through one connection.
class SQLReadTransaction: ReadTransaction {
    let connection: any Connection
    let kinds: [String: DeclaredKind]
    let cursorKey: CursorKey
    final var moment: Moment
    let statements: ReadStatements
    /// What its reader may see.
    let clearance: TLP
    /// The last transaction that this view could show.
    let head: Moment
    /// Where current versions that were read are kept.
    private let cache: (RecordCache, generation: Int)?
    private var isVisiting = false

    /// On a connection that has a transaction open.
    init(
        connection: any Connection,
        statements: ReadStatements,
        clearance: TLP,
        kinds: [String: DeclaredKind],
        cursorKey: CursorKey,
        head: Moment,
        moment: Moment,
        cache: (RecordCache, generation: Int)?
    ) {
        self.connection = connection
        self.statements = statements
        self.clearance = clearance
        self.kinds = kinds
        self.cursorKey = cursorKey
        self.head = head
        self.moment = moment
        self.cache = cache
    }

    final func get(kind: String, id: UnsafeRawBufferPointer, revision: UInt64?, _ visit: Visit) throws(Status) {
        let kind = try declared(kind)
        if revision == nil, let known = known(kind, id) {
            guard known.mark <= clearance.rawValue || isUnlimited else { throw notFound(kind, id, nil) }
            return try exclusively { known.withView { _ = visit($0, UnsafeRawBufferPointer(start: nil, count: 0)) } }
        }
        let statement = revision == nil ? statements.get : statements.getRevision
        try using(statement) { () throws(Status) in
            statement.bind(1, kind.key)
            statement.bind(2, borrowedText: id)
            statement.bind(3, moment.sequence)
            if let revision { statement.bind(4, revision) }
            guard try statement.step() else { throw notFound(kind, id, revision) }
            let view = statement.view(kind: kind.nameBytes)
            let mark = statement.mark
            if revision == nil, let (cache, generation) = cache {
                cache.insert(CachedRecord(copying: view, mark: mark), readAt: moment.sequence, in: generation)
            }
            guard try mayShow(view, kind, record: statement.recordKey, mark: mark) else {
                throw notFound(kind, id, revision)
            }
            _ = visit(view, UnsafeRawBufferPointer(start: nil, count: 0))
        }
    }

    /// The version that holds, if it is in memory. The cache knows every change up to the view's moment: what it has from
    /// before that moment has not been replaced by then. What it has from later is another view's.
    private func known(_ kind: DeclaredKind, _ id: UnsafeRawBufferPointer) -> CachedRecord? {
        guard let cache = cache?.0, cache.applied >= moment.sequence,
            let record = cache.lookup(kind: kind.nameBytes, id: id),
            record.moment.sequence <= moment.sequence
        else { return nil }
        return record
    }

    final func history(
        kind: String,
        id: UnsafeRawBufferPointer,
        before: UInt64?,
        limit: Int,
        _ visit: Visit
    ) throws(Status) {
        let kind = try declared(kind)
        let statement = statements.history
        try using(statement) { () throws(Status) in
            statement.bind(1, kind.key)
            statement.bind(2, borrowedText: id)
            statement.bind(3, moment.sequence)
            statement.bind(4, before ?? .max)
            statement.bind(5, isUnlimited ? Int64(max(limit, 0)) : .max)
            var left = max(limit, 0)
            while left > 0, try statement.step() {
                let view = statement.view(kind: kind.nameBytes)
                guard try mayShow(view, kind, record: statement.recordKey, mark: statement.mark) else { continue }
                left -= 1
                guard visit(view, UnsafeRawBufferPointer(start: nil, count: 0)) else { return }
            }
        }
    }

    /// The kind, once a module has declared it.
    final func declared(_ kind: String) throws(Status) -> DeclaredKind { try kinds.declared(kind) }

    /// Runs `body` on a statement and makes the statement ready for the next time.
    final func using<Result>(
        _ statement: any Statement,
        _ body: () throws(Status) -> Result
    ) throws(Status) -> Result {
        try exclusively { () throws(Status) in
            defer { statement.reset() }
            return try body()
        }
    }

    /// Runs `body` unless a visit runs.
    final func exclusively<Result>(_ body: () throws(Status) -> Result) throws(Status) -> Result {
        if let failure = connection.failure { throw failure }
        if isVisiting { throw Self.calledInside }
        isVisiting = true
        defer { isVisiting = false }
        return try body()
    }

    /// What a call inside a visit is answered with.
    static let calledInside = Status(
        .internal,
        "the store was called inside a visit; collect what is visited and call afterwards"
    )

    /// What a moment that has not come is answered with.
    static func notYet(_ sequence: UInt64, _ head: Moment) -> Status {
        Status(.outOfRange, "transaction \(sequence) has not happened yet; the last one is \(head.sequence)")
    }

    private func notFound(_ kind: DeclaredKind, _ id: UnsafeRawBufferPointer, _ revision: UInt64?) -> Status {
        let name = "\(kind.kind.name)/\(String(decoding: id, as: UTF8.self))"
        let what = revision.map { "revision \($0) of \(name)" } ?? name
        let when = moment == head ? "" : " at transaction \(moment.sequence)"
        return Status(.notFound, "\(what) does not exist\(when)")
    }
}
