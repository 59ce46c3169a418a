import DossierCore

/// Recomputes the chain. On the thread that uses the connection.
struct Verification {
    private let connection: Connection
    private let transactions: Statement
    private let versions: Statement

    init(_ connection: Connection) throws(Status) {
        self.connection = connection
        transactions = try connection.prepare(
            """
            SELECT sequence, time, author, hash FROM transactions WHERE sequence > ?1 ORDER BY sequence
            """
        )
        versions = try connection.prepare(
            """
            SELECT v.sequence, k.name, r.id, v.body, v.tlp, v.deleted, v.revision, v.body_hash
            FROM versions v LEFT JOIN records r ON r.record = v.record LEFT JOIN kinds k ON k.kind = r.kind
            WHERE v.version > ?1 ORDER BY v.version
            """
        )
    }

    /// The whole chain and the file's own structure. DATA_LOSS naming the first bad transaction.
    func all() throws(Status) {
        try chain(after: 0)
        let check = try connection.prepare("PRAGMA integrity_check(1)")
        guard try check.step(), check.text(0) == "ok" else {
            throw Status(.dataLoss, "the file is damaged: \(check.text(0)); restore a backup")
        }
    }

    /// The last transactions only: what a crash could have torn.
    func tail(_ count: Int) throws(Status) {
        let last = try connection.integer("SELECT max(sequence) FROM transactions")
        try chain(after: max(0, last - Int64(count)))
    }

    private func chain(after first: Int64) throws(Status) {
        var previous = try hash(of: first)
        var moment = Moment(sequence: UInt64(first), time: .min)
        versions.bind(1, try lastVersion(before: first))
        transactions.bind(1, first)
        defer {
            versions.reset()
            transactions.reset()
        }
        var hasVersion = try versions.step()
        while try transactions.step() {
            let next = Moment(sequence: transactions.count(0), time: transactions.integer(1))
            guard next.sequence == moment.sequence + 1, next.time >= moment.time else {
                throw bad(moment.sequence + 1, "is missing or out of order")
            }
            moment = next
            var chain = Chain(previous: previous, moment: moment, author: transactions.bytes(2))
            while hasVersion, versions.integer(0) == Int64(moment.sequence) {
                try add(to: &chain, moment)
                hasVersion = try versions.step()
            }
            previous = [UInt8](transactions.bytes(3))
            guard chain.hash() == previous else { throw bad(moment.sequence, "does not match its hash") }
        }
        guard !hasVersion else { throw bad(versions.count(0), "is missing, but its versions are not") }
    }

    private func add(to chain: inout Chain, _ moment: Moment) throws(Status) {
        let view = RecordView(
            kind: versions.bytes(1),
            id: versions.bytes(2),
            body: versions.bytes(3),
            author: UnsafeRawBufferPointer(start: nil, count: 0),
            tlp: UInt32(truncatingIfNeeded: versions.integer(4)),
            deletion: versions.integer(5) == 0 ? .live : .tombstone,
            revision: UInt64(bitPattern: versions.integer(6)),
            moment: moment
        )
        let bodyHash = versions.bytes(7)
        guard Sodium.hash(view.body).elementsEqual(bodyHash) else {
            let name = "\(versions.text(1))/\(versions.text(2))"
            throw bad(moment.sequence, "wrote revision \(view.revision) of \(name), whose body has changed since")
        }
        chain.add(view, bodyHash: bodyHash)
    }

    private func hash(of sequence: Int64) throws(Status) -> [UInt8] {
        guard sequence > 0 else { return Chain.genesis }
        let statement = try connection.prepare("SELECT hash FROM transactions WHERE sequence = ?1")
        statement.bind(1, sequence)
        guard try statement.step() else { throw bad(UInt64(sequence), "is missing") }
        return [UInt8](statement.bytes(0))
    }

    private func lastVersion(before sequence: Int64) throws(Status) -> Int64 {
        guard sequence > 0 else { return 0 }
        // From the end: versions are in the order of their transactions, and the tail is short.
        let statement = try connection.prepare(
            "SELECT version FROM versions WHERE sequence <= ?1 ORDER BY version DESC"
        )
        statement.bind(1, sequence)
        return try statement.step() ? statement.integer(0) : 0
    }

    private func bad(_ sequence: UInt64, _ what: String) -> Status {
        Status(.dataLoss, "transaction \(sequence) \(what): the record was changed or damaged; restore a backup")
    }
}
