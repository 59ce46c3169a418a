import DossierCore
import DossierStore

/// What it takes to read who names a record, among many others.
enum ReferrerMeasurement {
    /// How many name the one record, and which part of all these are.
    static let referrers = 10_000
    private static let share = 20

    /// A record whose body of 500 bytes ends with the id that it names.
    static let kind = Kind(
        name: "statements",
        fields: [Field(name: "about", type: .name, repeated: false, kinds: ["incidents"])],
        termsVersion: 1
    ) { (record, sink) throws(Status) in
        let name = [UInt8]("incidents/".utf8) + record.body.dropFirst(500)
        let status = name.withUnsafeBytes { name -> Status? in
            do throws(Status) { try sink.add(field: 0, value: name) } catch { return error }
            return nil
        }
        if let status { throw status }
    }

    /// Writes them, spread over many transactions of many records.
    static func write(_ store: SQLiteStore) throws {
        for batch in 0..<200 {
            let end = Completion()
            let write = Write(
                author: "benchmark",
                body: { (transaction) throws(Status) in
                    for number in (batch * referrers * share / 200)..<((batch + 1) * referrers * share / 200) {
                        let named = number % share == 0 ? 0 : UInt64(1 + number % 1_000)
                        try put(transaction, id: "statement-\(number)", naming: BenchmarkRecord.id(named))
                    }
                    return []
                },
                done: { end.complete($0) }
            )
            try store.write(write)
            try end.wait()
        }
    }

    private static func put(
        _ transaction: any WriteTransaction,
        id: String,
        naming named: [UInt8]
    ) throws(Status) {
        let body = [UInt8](repeating: UInt8(ascii: "."), count: 500) + named
        let status = [UInt8](id.utf8).withUnsafeBytes { id in
            body.withUnsafeBytes { body -> Status? in
                let record = NewRecord(kind: kind.name, id: id, body: body, tlp: 3, deleted: false, revision: 0)
                do throws(Status) { _ = try transaction.put(record) } catch { return error }
                return nil
            }
        }
        if let status { throw status }
    }

    /// Nanoseconds for each record, to count all by what they name: the least of some tries.
    static func tally(_ store: SQLiteStore) -> Double {
        var least = Double.infinity
        for _ in 0..<5 {
            try? store.read(at: .now, for: .red) { (view) throws(Status) in
                var records: UInt64 = 0
                let time = seconds {
                    try? view.tally(Query(kind: kind.name, limit: 0), field: 0) { _, count in
                        records += count
                        return true
                    }
                }
                guard records == UInt64(referrers * share) else { fatalError("\(records) records were counted") }
                least = min(least, time / Double(records))
            }
        }
        return least * 1e9
    }

    /// Nanoseconds for each one visited, and for a record that nobody names: the least of some tries.
    static func reads(_ store: SQLiteStore) -> (visit: Double, seek: Double) {
        var visit = Double.infinity
        var seek = Double.infinity
        let hot = BenchmarkRecord.id(0)
        let lonely = BenchmarkRecord.id(1_001)
        for _ in 0..<5 {
            try? store.read(at: .now, for: .red) { (view) throws(Status) in
                visit = min(visit, seconds { count(view, hot, expecting: referrers) } / Double(referrers))
                let rounds = 10_000
                let time = seconds { for _ in 0..<rounds { count(view, lonely, expecting: 0) } }
                seek = min(seek, time / Double(rounds))
            }
        }
        return (visit * 1e9, seek * 1e9)
    }

    private static func count(_ view: any ReadTransaction, _ id: [UInt8], expecting expected: Int) {
        var count = 0
        id.withUnsafeBytes { id in
            try? view.referrers(kind: "incidents", id: id, of: kind.name, field: 0) { record, _ in
                if record.body.count > 500, !record.author.isEmpty { count += 1 }
                return true
            }
        }
        guard count == expected else { fatalError("\(count) referrers; \(expected) were written") }
    }

    private static func seconds(_ body: () -> Void) -> Double {
        let start = Measurement.now()
        body()
        return Measurement.now() - start
    }
}
