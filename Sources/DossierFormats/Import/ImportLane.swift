import DossierClient
import DossierCore
import Synchronization

/// Sends resources of one kind, with a bounded number on their way, and passes on what became of each.
///
/// One task sends; the acknowledgements come on another.
final class ImportLane: Sendable {
    typealias Outcome = ImportStream.Acknowledgement.Outcome

    private struct State {
        var onTheirWay: [UInt64: ImportItem] = [:]
        var bytes = 0
        /// Of these, requests that are to be sent together.
        var gathered: [[UInt8]] = []
        var gatheredBytes = 0
        /// The sender, who waits for room.
        var sender: CheckedContinuation<Void, Never>?
        /// How the stream ended; nil while it goes on.
        var end: Status?

        func hasRoom(for bytes: Int) -> Bool {
            onTheirWay.isEmpty || onTheirWay.count < Limits.importItems && self.bytes + bytes <= Limits.importBytes
        }
    }

    private let stream: ImportStream
    private let settled: @Sendable (ImportItem, Outcome) -> Void
    private let state = Mutex(State())

    private init(_ stream: ImportStream, _ settled: @escaping @Sendable (ImportItem, Outcome) -> Void) {
        self.stream = stream
        self.settled = settled
    }

    /// Opens a lane, lets a closure send on it, and waits until everything is acknowledged, also when the closure throws.
    /// - Parameter settled: told of every item that is acknowledged, on any thread.
    /// - Throws: the stream's end when it was a bad one; else what the closure throws.
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
            try await lane.sendGathered()
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

    /// Takes an item as soon as there is room, and sends it with the next ones. Throws the stream's end.
    func send(_ item: ImportItem) async throws(Status) {
        while try !take(item) {
            try await sendGathered()
            await room(for: item.request.count)
        }
        let isEnough = state.withLock { $0.gatheredBytes >= Limits.importGatheredBytes }
        if isEnough { try await sendGathered() }
    }

    /// False: there is no room.
    private func take(_ item: ImportItem) throws(Status) -> Bool {
        try state.withLock { (state) throws(Status) in
            if let end = state.end { throw end }
            guard state.hasRoom(for: item.request.count) else { return false }
            state.onTheirWay[item.number] = item
            state.bytes += item.request.count
            state.gathered.append(item.request)
            state.gatheredBytes += item.request.count
            return true
        }
    }

    private func sendGathered() async throws(Status) {
        let requests = state.withLock { state in
            defer { (state.gathered, state.gatheredBytes) = ([], 0) }
            return state.gathered
        }
        if !requests.isEmpty { try await stream.send(requests) }
    }

    private func room(for bytes: Int) async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.end == nil, !state.hasRoom(for: bytes) else { return true }
                state.sender = continuation
                return false
            }
            if isFree { continuation.resume() }
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
            return (state.sender, state.onTheirWay.count)
        }
        sender?.resume()
        guard end.code == .ok, rest > 0 else { return end }
        return Status(.internal, "the server has ended the import, but has not acknowledged \(rest) of its items")
    }

    private func acknowledge(_ acknowledgement: ImportStream.Acknowledgement) {
        let (item, sender) = state.withLock { state in
            let item = state.onTheirWay.removeValue(forKey: acknowledgement.item)
            state.bytes -= item?.request.count ?? 0
            defer { state.sender = nil }
            return (item, state.sender)
        }
        if let item { settled(item, acknowledgement.outcome) }
        sender?.resume()
    }
}
