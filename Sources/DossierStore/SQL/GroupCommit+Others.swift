import DossierCore

/// What other servers do to the same record.
extension GroupCommit {
    /// Keeps other servers off, until `release`, while a kind is declared otherwise.
    func claim() throws(Status) {
        try connection.claim()
        isDeclaring = true
    }

    /// Lets others serve the record.
    func release() throws(Status) {
        isDeclaring = false
        try connection.release()
    }

    /// Learns what other servers have written, between two groups. What was lost since the last one is looked for once.
    /// - Returns: what is known now.
    @discardableResult
    func follow() throws(Status) -> RecordHead {
        do throws(Status) {
            do throws(Status) { try tryToFollow() } catch {
                guard connection.isLost else { throw error }
                try tryToFollow()
            }
        } catch {
            failed(error)
            throw error
        }
        return last
    }

    private func tryToFollow() throws(Status) {
        do throws(Status) {
            connection.failure = nil
            try connection.beginReading()
            try termWriter.rows.begin()
            try learn()
            try connection.endReading()
        } catch {
            connection.rollback()
            throw error
        }
    }

    /// Learns what other servers have committed since. In a transaction.
    func learn() throws(Status) {
        guard let others else { return }
        do throws(Status) {
            if !isDeclaring { try others.check(kinds(), termWriter.rows) }
        } catch {
            if error.code == .failedPrecondition { outdated(error) }
            throw error
        }
        let now = try readStatements.head.head() ?? .none
        guard now != last else { return }
        let effects = try isStored(last) ? others.effects(kinds(), after: last.moment.sequence) : nil
        // What fails is learnt again, all of it.
        try others.begin()
        last = now
        // It may have deleted a word, too.
        if effects?.remarked.isEmpty != true { termWriter.wordKeys.forget() }
        if let effects { committed(now.moment, effects) } else { setBack(now.moment) }
    }

    /// Whether a transaction is part of the record.
    func isStored(_ transaction: RecordHead) throws(Status) -> Bool {
        guard transaction.moment.sequence > 0 else { return true }
        readStatements.atSequence.bind(1, transaction.moment.sequence)
        return try readStatements.atSequence.head() == transaction
    }
}
