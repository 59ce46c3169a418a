import DossierCore

/// Says where a record stands that other servers write to, too: one look at the engine answers all who have asked before it
/// began. Any thread.
final class Present: Sendable {
    private struct State {
        /// Looks that have begun, and those that have ended.
        var begun = 0
        var ended = 0
        var answer: Result<UInt64, Status> = .success(0)

        var isLooking: Bool { begun > ended }
    }

    private let state = Monitor(State())
    private let readers: ReaderPool

    /// Looks with the pool's connections.
    init(_ readers: ReaderPool) { self.readers = readers }

    /// The last transaction, at some time between the call and its return. Blocks.
    func sequence() throws(Status) -> UInt64 {
        // The look that runs may have begun too early: the next one counts.
        let own = state.change { $0.begun + 1 }
        let answer: Result<UInt64, Status>? = state.wait { state in
            if state.ended >= own { return .some(state.answer) }
            guard !state.isLooking else { return nil }
            state.begun += 1
            return .some(nil)
        }
        return try (answer ?? look()).get()
    }

    private func look() -> Result<UInt64, Status> {
        let answer = ask()
        state.change { state in
            state.ended = state.begun
            state.answer = answer
        }
        return answer
    }

    private func ask() -> Result<UInt64, Status> {
        do throws(Status) {
            let reader = try readers.borrow()
            defer { readers.giveBack(reader) }
            return .success(try reader.head())
        } catch { return .failure(error) }
    }
}
