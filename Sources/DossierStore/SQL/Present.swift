import DossierCore

/// Says where a record stands that other servers write to, too: one look at the engine answers all who have asked before it
/// began. Any thread.
final class Present: Sendable {
    /// What it says.
    struct Answer {
        var head: RecordHead
        /// The highest field that there is.
        var declared: Int64
    }

    private struct State {
        /// Looks that have begun, and those that have ended.
        var begun = 0
        var ended = 0
        var answer: Result<Answer, Status> = .success(Answer(head: .none, declared: 0))

        var isLooking: Bool { begun > ended }
    }

    private let state = Monitor(State())
    private let readers: ReaderPool
    private let follow: @Sendable () throws(Status) -> RecordHead

    /// Looks with the pool's connections.
    /// - Parameter follow: learns what has been written, or is gone, and says what is known then. Blocks.
    init(_ readers: ReaderPool, follow: @escaping @Sendable () throws(Status) -> RecordHead) {
        self.readers = readers
        self.follow = follow
    }

    /// The last transaction, at some time between the call and its return. What is known here is part of the same record
    /// then. Blocks.
    func head() throws(Status) -> RecordHead { try answer().head }

    /// The same, and what was declared then. Blocks.
    func answer() throws(Status) -> Answer {
        // The look that runs may have begun too early: the next one counts.
        let own = state.change { $0.begun + 1 }
        let answer: Result<Answer, Status>? = state.wait { state in
            if state.ended >= own { return .some(state.answer) }
            guard !state.isLooking else { return nil }
            state.begun += 1
            return .some(nil)
        }
        return try (answer ?? look()).get()
    }

    /// Makes sure that what is known here is part of the record that a reader's session shows: behind a new one may be a
    /// standby that has taken over without the last transactions, which are forgotten first. FAILED_PRECONDITION when kinds are
    /// no more declared as they are here. Without a view, which may be older than what is learnt. Blocks.
    func follow(_ reader: Reader) throws(Status) {
        guard !reader.isTrusted() else { return }
        guard try reader.holds(try follow()) else {
            throw Status(
                .unavailable,
                "two of the store's databases take writes, and hold different records; end the one that was taken over"
            )
        }
        reader.trust()
    }

    private func look() -> Result<Answer, Status> {
        let answer = ask()
        state.change { state in
            state.ended = state.begun
            state.answer = answer
        }
        return answer
    }

    private func ask() -> Result<Answer, Status> {
        do throws(Status) {
            let reader = try readers.borrow()
            defer { readers.giveBack(reader) }
            let head = try reader.head()
            try follow(reader)
            return .success(Answer(head: head, declared: reader.declared))
        } catch { return .failure(error) }
    }
}
