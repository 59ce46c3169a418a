import DossierClient
import DossierCore
import DossierWire
import Synchronization

/// Watches of incidents beside a load, and how soon they see what is recorded: a few incidents a second are created for
/// that, each of which every watch is to see. A latency counts from when the creation was due.
final class WatchProbe: Sendable {
    private struct State {
        var tally = Tally()
        /// Sightings that are still to come.
        var left: Int
    }

    private let watches: [Replies]
    private let writer: Client
    private let seed: UInt64
    private let state = Mutex(State(left: 0))

    /// Connects, and begins to watch.
    /// - Throws: as the client.
    init(_ plan: LoadPlan) async throws(Status) {
        writer = try await Self.connect(plan)
        seed = .random(in: 0...UInt64.max)
        // From here on nothing is missed, however soon the watch has begun.
        let sequence = try await Resources(writer).page(of: .incidents, size: 1).sequence ?? 0
        let method = try ServiceMethod.standard(MethodName("dossier.v1.Incidents", "WatchIncidents"))
        let request = try method.request(JSONValue(members: [("sequence", .string("\(sequence)"))]))
        var watches: [Replies] = []
        for _ in 0..<plan.watchers { watches.append(try await Self.connect(plan).stream(method.name, request)) }
        self.watches = watches
    }

    private static func connect(_ plan: LoadPlan) async throws(Status) -> Client {
        try await Client.connect(to: plan.address, tls: plan.tls, token: plan.token)
    }

    /// Creates while the load is counted, and waits until all has been seen, or the load's patience is over.
    func run(_ schedule: Schedule) async -> Tally {
        let interval = 1_000_000_000 / Limits.loadWatchedRate
        let dues = Array(stride(from: schedule.counted, to: schedule.end, by: Int64.Stride(interval)))
        state.withLock { $0.left = dues.count * watches.count }
        await withTaskGroup(of: Void.self) { group in
            for watch in watches { group.addTask { await self.follow(watch, dues, schedule) } }
            group.addTask { await self.create(dues) }
            while !isDone, MonotonicClock.now() < schedule.patience, (try? await Task.sleep(for: Self.step)) != nil {}
            group.cancelAll()
        }
        return state.withLock { state in
            for _ in 0..<max(0, state.left) { state.tally.addUnanswered() }
            return state.tally
        }
    }

    private static let step = Duration.milliseconds(10)
    private var isDone: Bool { state.withLock { $0.left <= 0 } }

    // MARK: - Writing

    private func create(_ dues: [Int64]) async {
        await withTaskGroup(of: Void.self) { group in
            for (number, due) in dues.enumerated() {
                guard (try? await Task.sleep(for: .nanoseconds(max(0, due - MonotonicClock.now())))) != nil else {
                    break
                }
                group.addTask { await self.create(number, due) }
            }
        }
    }

    private func create(_ number: Int, _ due: Int64) async {
        do throws(Status) {
            let title = JSONValue.string(marker + "\(number).")
            // What is measured is one try.
            _ = try await Resources(writer, CallOptions(retry: .never)).create(
                .incidents,
                id: "",
                JSONValue(members: [("title", title)]),
                WriteOptions(requestID: "")
            )
        } catch {
            guard error.code != .cancelled else { return }
            state.withLock { state in
                state.tally.add(error.code, after: MonotonicClock.now() - due, isInTime: false)
                state.left -= watches.count
            }
        }
    }

    /// What a title begins with whose number follows.
    private var marker: String { "Made by a load to be watched, \(seed), number " }

    // MARK: - Watching

    private func follow(_ watch: Replies, _ dues: [Int64], _ schedule: Schedule) async {
        let marker = Array(marker.utf8)
        do {
            for try await event in watch {
                let now = MonotonicClock.now()
                guard let number = Self.number(in: event, after: marker), dues.indices.contains(number) else {
                    continue
                }
                state.withLock { state in
                    state.tally.add(.ok, after: now - dues[number], isInTime: now < schedule.end)
                    state.left -= 1
                }
            }
        } catch {
            // What it would have seen counts as not seen.
        }
    }

    /// The number that follows a text in an encoded message. Cheaper than to decode what the load itself records.
    private static func number(in event: [UInt8], after marker: [UInt8]) -> Int? {
        guard let range = event.firstRange(of: marker) else { return nil }
        let digits = event[range.upperBound...].prefix { $0 != UInt8(ascii: ".") }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
