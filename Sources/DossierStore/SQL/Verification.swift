import DossierCore

/// Recomputes the chain. On the thread that uses the connection.
struct Verification {
    /// Hears (done, of all).
    typealias Progress = (UInt64, UInt64) throws(Status) -> Void

    let connection: any Connection
    private let walk: RowWalk
    private let versions: VersionWalk
    private let redactions: RedactionWalk?

    /// - Parameter hasAudit: the record has the tables that came with the audit.
    init(_ connection: any Connection, hasAudit: Bool = true) throws(Status) {
        self.connection = connection
        walk = try RowWalk(
            connection,
            of: "transactions",
            key: ["sequence"],
            """
            SELECT sequence, time, author, hash, \(hasAudit ? "format, peer, method, request_id" : "1, '', '', ''")
            FROM transactions
            """
        )
        versions = try VersionWalk(connection, hasAudit: hasAudit)
        redactions = hasAudit ? try RedactionWalk(connection) : nil
    }

    /// The whole chain. DATA_LOSS naming the first bad transaction.
    func all(_ progress: Progress = { _, _ in }) throws(Status) { try chain(after: 0, progress) }

    /// The last transactions only: what a crash could have torn.
    func tail(_ count: Int) throws(Status) {
        let last = try connection.integer("SELECT max(sequence) FROM transactions")
        try chain(after: max(0, last - Int64(count))) { _, _ in }
    }

    private func chain(after first: Int64, _ progress: Progress) throws(Status) {
        let all = UInt64(clamping: try connection.integer("SELECT max(sequence) FROM transactions"))
        var previous = try hash(of: first)
        var moment = Moment(sequence: UInt64(first), time: .min)
        var format = Chain.Format.first
        try versions.start(after: first)
        try redactions?.start(after: first)
        walk.start(after: [first])
        let transactions = walk.rows
        while try walk.step() {
            let next = Moment(sequence: transactions.count(0), time: transactions.integer(1))
            guard next.sequence == moment.sequence + 1 else {
                throw .broken(moment.sequence + 1, nil, "is missing: the next one is \(next.sequence)")
            }
            guard next.time >= moment.time else { throw .broken(next, "is older than the one before it") }
            moment = next
            guard let stated = Chain.Format(rawValue: transactions.integer(4)), stated.rawValue >= format.rawValue
            else {
                throw .broken(moment, "has a hash of format \(transactions.integer(4)), which it cannot have")
            }
            format = stated
            var chain = Chain(previous: previous, head(moment), format)
            try versions.add(to: &chain, moment)
            try redactions?.add(to: &chain, moment)
            previous = [UInt8](transactions.bytes(3))
            guard chain.hash() == previous else {
                throw .broken(
                    moment,
                    "does not match its hash: something it says of itself, or the list of what it wrote, has changed"
                )
            }
            if moment.sequence % UInt64(Limits.transactionsPerReport) == 0 { try progress(moment.sequence, all) }
        }
        if let left = versions.next { throw .broken(left, nil, "is missing, but versions that it wrote are not") }
        if let left = redactions?.next { throw .broken(left, nil, "is missing, but versions that it redacted are not") }
    }

    private func head(_ moment: Moment) -> Chain.Head<UnsafeRawBufferPointer> {
        let transactions = walk.rows
        return Chain.Head(
            moment: moment,
            author: transactions.bytes(2),
            peer: transactions.bytes(5),
            method: transactions.bytes(6),
            requestID: transactions.bytes(7)
        )
    }

    private func hash(of sequence: Int64) throws(Status) -> [UInt8] {
        guard sequence > 0 else { return Chain.genesis }
        guard let hash = try hash(ofTransaction: UInt64(sequence)) else {
            throw .broken(UInt64(sequence), nil, "is missing")
        }
        return hash
    }

    /// The last transaction.
    func last() throws(Status) -> RecordHead {
        try connection.prepare(RecordHead.query).head() ?? .none
    }

    /// The hash that a transaction has; nil when there is no such transaction.
    func hash(ofTransaction sequence: UInt64) throws(Status) -> [UInt8]? {
        let statement = try connection.prepare("SELECT hash FROM transactions WHERE sequence = ?1")
        statement.bind(1, sequence)
        return try statement.step() ? [UInt8](statement.bytes(0)) : nil
    }
}

extension Status {
    /// The first transaction that is not as it was written.
    static func broken(_ moment: Moment, _ what: String) -> Status { broken(moment.sequence, moment.time, what) }

    static func broken(_ sequence: UInt64, _ time: Int64?, _ what: String) -> Status {
        let seconds = time.map { Int64((Double($0) / 1_000_000_000).rounded(.down)) }
        let when = seconds.flatMap { TimestampText.encode(seconds: $0, nanos: 0) }.map { " of \($0)" } ?? ""
        return Status(
            .dataLoss,
            "transaction \(sequence)\(when) \(what): the record was changed or damaged; restore a backup"
        )
    }
}
