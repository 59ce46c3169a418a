import DossierCore

/// Copies a record from one engine to another, or to the same: all that was written, as it was written.
///
/// It may be broken off at any point, and run again: what is in the target stays, and the rest is copied, from a newer view
/// of the source, too. Until it has come to its end, `CopyNote` keeps everybody from the target. At the end the chain of
/// hashes is computed from what the target holds. What records are found by is left to be made when modules declare their
/// kinds.
public struct RecordCopy {
    /// How far it has come.
    public enum Progress: Sendable {
        /// The rows of a table: the key of the last one copied, and the highest one.
        case copied(table: String, UInt64, of: UInt64)
        /// Transactions.
        case verified(UInt64, of: UInt64)
    }

    /// What may be in the target.
    public enum Beginning: Sendable {
        /// Nothing, or what a copy left that has not come to its end.
        case new
        /// Or what a copy had brought there, and nobody has written to since: it goes on with what was written to the source
        /// meanwhile.
        case any
    }

    let source: any Connection
    let target: any Connection
    /// Rows that are copied in one transaction.
    var pageRows = Limits.walkRows
    private let from: RecordSource
    private let to: RecordTarget

    /// Copies nothing yet.
    public init(from source: RecordSource, to target: RecordTarget) {
        from = source
        to = target
        self.source = source.connection
        self.target = target.connection
    }

    /// Copies what the target lacks, and verifies all of it. Blocks.
    /// - Parameter progress: what it throws breaks the copy off.
    /// - Returns: the last transaction, of source and target alike.
    /// - Throws: FAILED_PRECONDITION when there is another record in the target; DATA_LOSS when what was copied does not
    ///   verify, or the source is damaged. The message names which of the two it is about.
    public func run(
        _ beginning: Beginning,
        _ progress: (Progress) throws(Status) -> Void = { _ in }
    ) throws(Status) -> RecordHead {
        let head = try named(from.name) { () throws(Status) in try from.head() }
        do throws(Status) {
            try begin(beginning, head.secret)
            try copyTables(progress)
            let verified = try verify(progress)
            guard verified.hash == head.last.hash else {
                throw .broken(head.last.moment, "has another hash in the copy")
            }
            try to.finish()
            return verified
        } catch {
            // What does not verify was damaged in the source, or on its way.
            if error.code == .dataLoss, source.failure == nil {
                _ = try named(from.name) { () throws(Status) in try from.verify() }
            }
            return try named(source.failure == nil ? to.name : from.name) { () throws(Status) in throw error }
        }
    }

    /// Says of a failure where it happened.
    private func named<Result>(_ name: String, _ body: () throws(Status) -> Result) throws(Status) -> Result {
        do throws(Status) { return try body() } catch { throw Status(error.code, "\(name): \(error.message)") }
    }

    private func copyTables(_ progress: (Progress) throws(Status) -> Void) throws(Status) {
        try LateRedactions(source: source, target: target).run()
        for table in CopiedTable.all {
            let copy = TableCopy(table: table, source: source, target: target, limit: pageRows)
            try copy.run { (table, done, all) throws(Status) in try progress(.copied(table: table, done, of: all)) }
        }
    }

    /// Notes that the target is half a record from here on.
    private func begin(_ beginning: Beginning, _ secret: [UInt8]) throws(Status) {
        try target.transaction { () throws(Status) in
            try check(beginning)
            try target.note(CopyNote.name)
            // So that the page tokens which the source has given out stay good.
            let keep = try target.prepare("UPDATE meta SET value = ?1 WHERE name = 'secret'")
            keep.bind(1, secret)
            try keep.run()
        }
    }

    private func check(_ beginning: Beginning) throws(Status) {
        let last = try Verification(target).last()
        let isCopy = try CopyNote.stands(in: target)
        let kinds = try target.integer("SELECT count(*) FROM kinds")
        guard isCopy || (last.moment.sequence == 0 ? kinds == 0 : beginning == .any) else {
            throw Status(.failedPrecondition, "there is a record already; choose a new file, or an empty database")
        }
        guard last.moment.sequence > 0 else { return }
        guard try Verification(source).hash(ofTransaction: last.moment.sequence) == last.hash else {
            throw Status(
                .failedPrecondition,
                """
                it holds another record, or was written to since the copy (its transaction \(last.moment.sequence) is not \
                the source's): choose a new file, or an empty database
                """
            )
        }
    }

    /// Computes the chain from what was copied.
    private func verify(_ progress: (Progress) throws(Status) -> Void) throws(Status) -> RecordHead {
        let verification = try Verification(target)
        try verification.all { (done, all) throws(Status) in try progress(.verified(done, of: all)) }
        return try verification.last()
    }
}
