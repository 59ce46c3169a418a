import DossierCore

/// Makes a kind known to its store, and its terms what the kind declares.
///
/// When the declaration differs from the one stored, the old fields are orphaned and new ones made in one transaction;
/// then, in transactions of a bounded size, the orphans' terms are deleted and every version is indexed. A crash in between
/// costs one such step: `kinds.indexed` says where to go on. Meanwhile no other server serves the record: it would find, and
/// write, by the old declaration.
struct Reindexing {
    let writer: Writer
    /// Called when marks may have been worked out anew.
    let remarked: () -> Void

    /// - Parameter added: hears of the kind as soon as it can be served.
    func declare(
        _ kind: Kind,
        progress: (Int, Int) -> Void,
        added: (DeclaredKind) -> Void
    ) throws(Status) {
        let known = try step { (group) throws(Status) -> DeclaredKind? in
            let table = KindTable(group.connection)
            if let settled = try table.settled(kind) { return settled }
            // There is nothing to be indexed, and nothing that others know.
            return try table.isNew(kind) ? table.add(kind) : nil
        }
        if let known { return added(known) }
        try writer.perform { (group) throws(Status) in try group.claim() }
        var failed: Status?
        do throws(Status) { added(try change(kind, progress)) } catch { failed = error }
        try writer.perform { (group) throws(Status) in try group.release() }
        if let failed { throw failed }
    }

    private func change(_ kind: Kind, _ progress: (Int, Int) -> Void) throws(Status) -> DeclaredKind {
        let declared = try step { (group) throws(Status) in try KindTable(group.connection).declare(kind) }
        while try step({ (group) throws(Status) in
            try KindTable(group.connection).deleteOrphans(atMost: Limits.termsPerStep)
        }) {}
        var (done, all) = try step { (group) throws(Status) in try IndexStep(group, declared).counts() }
        while let count = try step({ (group) throws(Status) in try IndexStep(group, declared).run() }) {
            done += count
            if count > 0 { progress(done, all) }
        }
        if try step({ (group) throws(Status) in try MarkRebuild(group.connection).runIfDue() }) { remarked() }
        return declared
    }

    /// Runs `body` in a transaction of its own between two groups of writes.
    private func step<Result: Sendable>(
        _ body: @escaping @Sendable (GroupCommit) throws(Status) -> Result
    ) throws(Status) -> Result {
        try writer.perform { (group) throws(Status) in
            try group.connection.transaction { () throws(Status) in
                try group.termWriter.begin()
                return try body(group)
            }
        }
    }
}
