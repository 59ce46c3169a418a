import DossierClient
import DossierCore
import DossierWire
import Synchronization
import TestSupport

/// A client that watches from the beginning, over one server after the other: it goes on elsewhere when a stream breaks,
/// and now and then of its own will.
final class Watcher: Sendable {
    /// By what it goes on.
    private enum Position: CaseIterable { case token, sequence }

    private let number: Int
    private let position: Position
    private let recorder: Recorder
    private let versions = Mutex<[Version]>([])

    init(_ number: Int, _ recorder: Recorder) {
        self.number = number
        self.recorder = recorder
        position = Position.allCases[number % 2]
    }

    /// All that it was told.
    var told: Told { Told(watch: number, versions: versions.withLock { $0 }) }

    /// Watches until it is told of this record, or its task is cancelled.
    func follow(_ fleet: Fleet, until last: String, _ random: SeededGenerator) async {
        var random = random
        var place = WatchPosition.sequence(0)
        while !Task.isCancelled {
            let events = Int.random(in: 1...400, using: &random)
            do throws(Status) {
                guard let address = fleet.address(of: Int.random(in: 0..<fleet.size, using: &random)) else {
                    throw Status(.unavailable, "that one is away")
                }
                let client = try await Client.connect(to: address)
                if try await listen(client, from: &place, until: last, atMost: events) { return }
                await client.close()
            } catch {
                if !Retries.mayHelp(after: error), error.code != .cancelled {
                    recorder.note("watch \(number) ended with \(error)")
                }
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    /// Hears some events of one stream.
    /// - Returns: whether the last one came.
    private func listen(
        _ client: Client,
        from place: inout WatchPosition,
        until last: String,
        atMost events: Int
    ) async throws(Status) -> Bool {
        var watch = Watch(client, .incidents, after: place, CallOptions(retry: .never))
        for _ in 0..<events {
            let event = try await watch.next()
            let sequence = (event["sequence"]?.count).map(UInt64.init) ?? 0
            recorder.see(sequence, by: number)
            // Each transaction has one change.
            place = position == .sequence ? .sequence(sequence) : watch.position ?? place
            guard let version = Version(event) else { continue }
            versions.withLock { $0.append(version) }
            if version.record == last { return true }
        }
        return false
    }
}
