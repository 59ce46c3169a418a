import DossierClient
import DossierCore
import Synchronization

/// Sends resources of one kind, with a bounded number on their way, and passes on what became of each. What the server
/// refuses for now is sent again after a pause, as calls are; nothing new is until then.
///
/// One task sends; the acknowledgements come on another.
final class ImportLane: Sendable {
    typealias Outcome = ImportStream.Acknowledgement.Outcome

    private struct State {
        var traffic: LaneTraffic
        /// The sender, who waits for acknowledgements.
        var sender: CheckedContinuation<Void, Never>?
        /// How the stream ended; nil while it goes on.
        var end: Status?
    }

    private let stream: ImportStream
    private let settled: @Sendable (ImportItem, Outcome) -> Void
    private let state: Mutex<State>

    private init(_ stream: ImportStream, _ settled: @escaping @Sendable (ImportItem, Outcome) -> Void) {
        self.stream = stream
        self.settled = settled
        state = Mutex(State(traffic: LaneTraffic(stream.retries)))
    }

    /// Opens a lane, lets a closure send on it, and waits until everything is settled, also when the closure throws.
    /// - Parameter settled: told of every item that is settled, on any thread.
    /// - Throws: the stream's end when it was a bad one; else what the closure throws, or why the server refuses for now what
    ///   has been sent again often enough.
    static func run(
        _ stream: ImportStream,
        settled: @escaping @Sendable (ImportItem, Outcome) -> Void,
        _ body: (ImportLane) async throws(Status) -> Void
    ) async throws(Status) {
        let lane = ImportLane(stream, settled)
        async let ended = lane.receive()
        var failure: Status?
        do throws(Status) {
            try await body(lane)
        } catch {
            failure = error
        }
        do throws(Status) {
            try await lane.settleAll()
        } catch {
            failure = failure ?? error
        }
        // A stream that has ended cannot be closed; its end says why.
        try? await stream.closeSending()
        let end = await ended
        if end.code != .ok { throw end }
        if let failure { throw failure }
    }

    /// An item as it goes out. Throws INVALID_ARGUMENT or RESOURCE_EXHAUSTED when it cannot.
    func item(_ number: UInt64, _ resource: DossierResource) throws(Status) -> ImportItem {
        ImportItem(number, resource, request: try stream.encode(number, id: resource.id, resource.fields))
    }

    /// Takes an item as soon as there is room, and sends it with the next ones. Throws the stream's end, or why the server
    /// refuses for now what has been sent again often enough.
    func send(_ item: ImportItem) async throws(Status) {
        try await sendAgain()
        while try !take(item) {
            try await sendGathered()
            await news { $0.hasRoom(for: item) }
            try await sendAgain()
        }
        if state.withLock({ $0.traffic.hasGatheredEnough }) { try await sendGathered() }
    }

    /// False: there is no room.
    private func take(_ item: ImportItem) throws(Status) -> Bool {
        try state.withLock { (state) throws(Status) in
            if let end = state.end { throw end }
            guard state.traffic.hasRoom(for: item) else { return false }
            state.traffic.add(item)
            return true
        }
    }

    private func sendGathered() async throws(Status) {
        let requests = state.withLock { $0.traffic.takeGathered() }
        if !requests.isEmpty { try await stream.send(requests) }
    }

    /// Waits, and sends again what was refused for now.
    private func sendAgain() async throws(Status) {
        while let (tries, reason) = try refused() {
            var retries = tries
            try await retries.wait(after: reason)
            let requests = state.withLock { $0.traffic.takeRefused(retries) }
            try await stream.send(requests)
        }
    }

    private func refused() throws(Status) -> (retries: Retries, reason: Status)? {
        try state.withLock { (state) throws(Status) in
            if let end = state.end { throw end }
            return state.traffic.tries()
        }
    }

    /// Waits until everything that was taken is settled.
    private func settleAll() async throws(Status) {
        try await sendGathered()
        while try !isSettled() {
            await news(\.isEmpty)
            try await sendAgain()
        }
    }

    private func isSettled() throws(Status) -> Bool {
        try state.withLock { (state) throws(Status) in
            if let end = state.end { throw end }
            return state.traffic.isEmpty
        }
    }

    /// Waits until something is acknowledged, unless there is something to do already.
    private func news(_ isDue: (LaneTraffic) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                guard state.end == nil, state.traffic.reason == nil, !isDue(state.traffic) else { return true }
                state.sender = continuation
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    private func receive() async -> Status {
        var end = Status.ok
        do throws(Status) {
            try await stream.eachAcknowledgement { acknowledge($0) }
        } catch {
            end = error
        }
        let (sender, rest) = state.withLock { state in
            state.end = end.code == .ok ? Status(.internal, "the import has ended") : end
            defer { state.sender = nil }
            return (state.sender, state.traffic.unanswered)
        }
        sender?.resume()
        guard end.code == .ok, rest > 0 else { return end }
        return Status(.internal, "the server has ended the import, but has not acknowledged \(rest) of its items")
    }

    private func acknowledge(_ acknowledgement: ImportStream.Acknowledgement) {
        let (item, sender) = state.withLock { state in
            defer { state.sender = nil }
            if !state.traffic.isOnItsWay(acknowledgement.item) {
                state.end = Status(.internal, "the server has acknowledged an item that it was not sent")
            }
            return (state.traffic.settle(acknowledgement), state.sender)
        }
        if let item { settled(item, acknowledgement.outcome) }
        sender?.resume()
    }
}
