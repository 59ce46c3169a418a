import DossierCore
import DossierStore
import Glibc
import Synchronization

/// What is measured, and how.
enum Measurement {
    /// Seconds of the monotonic clock.
    static func now() -> Double { seconds(of: CLOCK_MONOTONIC) }

    /// CPU seconds of this process.
    static func processSeconds() -> Double { seconds(of: CLOCK_PROCESS_CPUTIME_ID) }

    /// How often this disk can append 8 KiB and wait for them.
    static func syncsPerSecond(folder: String, seconds: Double) -> Double {
        let path = "\(folder)/benchmark-\(getpid()).sync"
        let file = open(path, O_CREAT | O_WRONLY, 0o600)
        defer {
            close(file)
            unlink(path)
        }
        let block = [UInt8](repeating: 1, count: 8192)
        let end = now() + seconds
        var count = 0
        while now() < end {
            guard write(file, block, block.count) == block.count, fdatasync(file) == 0 else {
                fatalError("cannot write \(path)")
            }
            count += 1
        }
        return Double(count) / seconds
    }

    private static let created = Atomic<UInt64>(0)

    /// Keeps so many creates in flight and counts those that were durable in time.
    static func creates(_ store: SQLiteStore, writers: Int, seconds: Double) -> Int {
        let chains = Chains(store: store, end: now() + seconds, running: writers)
        for _ in 0..<writers { chains.create(next()) }
        chains.wait()
        return chains.count
    }

    /// Nanoseconds of a point read: in an open view, in a view of its own, and from the cache.
    static func reads(_ store: SQLiteStore, records: UInt64) -> (open: Double, own: Double, cache: Double) {
        let rounds: UInt64 = 200_000
        let ids = (0..<rounds).map { BenchmarkRecord.id($0 &* 7_919 % records) }
        var found = 0
        let open = nanoseconds(rounds) {
            // As of a sequence, so that the copy into the cache is not measured.
            try? store.read(at: .sequence(store.head.sequence), for: .red) { (view) throws(Status) in
                for id in ids { found += get(view, id) }
            }
        }
        let own = nanoseconds(rounds) {
            for id in ids {
                try? store.read(at: .sequence(store.head.sequence), for: .red) { (view) throws(Status) in
                    found += get(view, id)
                }
            }
        }
        let hot = Array(ids.prefix(1_000))
        for id in hot { try? store.read(at: .now, for: .red) { (view) throws(Status) in found += get(view, id) } }
        let kind = [UInt8]("incidents".utf8)
        let cache = nanoseconds(rounds) {
            kind.withUnsafeBytes { kind in
                for index in 0..<Int(rounds) {
                    hot[index % hot.count].withUnsafeBytes { id in
                        if store.cache.lookup(kind: kind, id: id) != nil { found += 1 }
                    }
                }
            }
        }
        guard found == Int(rounds) * 3 + hot.count else { fatalError("found only \(found) records") }
        return (open, own, cache)
    }

    private static func get(_ view: any ReadTransaction, _ id: [UInt8]) -> Int {
        var count = 0
        id.withUnsafeBytes { id in
            try? view.get(kind: "incidents", id: id, revision: nil) { record, _ in
                count = record.body.count == 300 ? 1 : 0
                return true
            }
        }
        return count
    }

    fileprivate static func next() -> UInt64 { created.add(1, ordering: .relaxed).oldValue }

    private static func nanoseconds(_ rounds: UInt64, _ body: () -> Void) -> Double {
        let start = now()
        body()
        return (now() - start) * 1e9 / Double(rounds)
    }

    private static func seconds(of clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// Creates that each queue the next one when they are durable.
private final class Chains: Sendable {
    private let store: SQLiteStore
    private let end: Double
    private let running: Atomic<Int>
    private let durable = Atomic<Int>(0)

    init(store: SQLiteStore, end: Double, running: Int) {
        self.store = store
        self.end = end
        self.running = Atomic(running)
    }

    var count: Int { durable.load(ordering: .acquiring) }

    func wait() {
        while running.load(ordering: .acquiring) > 0 { usleep(1_000) }
    }

    func create(_ number: UInt64) {
        let id = BenchmarkRecord.id(number)
        let body = BenchmarkRecord.body(number)
        let write = Write(
            author: "benchmark",
            body: { (transaction) throws(Status) in try Self.put(transaction, id, body) },
            done: { [self] result in
                if case .failure(let status) = result { fatalError("\(status)") }
                durable.add(1, ordering: .relaxed)
                if Measurement.now() < end {
                    create(Measurement.next())
                } else {
                    running.subtract(1, ordering: .releasing)
                }
            }
        )
        do { try store.write(write) } catch { fatalError("\(error)") }
    }

    private static func put(
        _ transaction: any WriteTransaction,
        _ id: [UInt8],
        _ body: [UInt8]
    ) throws(Status) -> [UInt8] {
        let result = id.withUnsafeBytes { id in
            body.withUnsafeBytes { body -> Result<UInt64, Status> in
                let record = NewRecord(kind: "incidents", id: id, body: body, tlp: 3, deleted: false, revision: 0)
                do throws(Status) { return .success(try transaction.put(record)) } catch { return .failure(error) }
            }
        }
        _ = try result.get()
        return []
    }
}
