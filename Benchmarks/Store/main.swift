import DossierCore
import DossierStore
import Glibc
import Synchronization

// Measures the store on SQLite beside the disk's own rate of syncs: StoreBenchmark [FOLDER [SECONDS]]

let arguments = CommandLine.arguments
let folder = arguments.count > 1 ? arguments[1] : "."
let seconds = arguments.count > 2 ? Double(arguments[2]) ?? 3 : 3
let path = "\(folder)/benchmark-\(getpid()).db"
for ending in ["", "-wal", "-shm", "-lock"] { unlink(path + ending) }
defer { for ending in ["", "-wal", "-shm", "-lock"] { unlink(path + ending) } }

let store = try SQLiteStore(path: path)
try store.declare([BenchmarkRecord.kind, ReferrerMeasurement.kind]) { _, _ in }
print("\(store.engine), \(seconds) s each, records with \(BenchmarkRecord.kind.fields.count) terms")

func show(_ name: String, _ value: Double, _ unit: String) {
    print("| \(name) | \(value >= 100 ? "\(Int(value))" : "\((value * 10).rounded() / 10)") \(unit) |")
}

let disk = Measurement.syncsPerSecond(folder: folder, seconds: seconds)
show("8 KiB appended and fdatasync", disk, "/s")
for writers in [1, 64] {
    let before = Measurement.processSeconds()
    let count = Measurement.creates(store, writers: writers, seconds: seconds)
    let cpu = (Measurement.processSeconds() - before) / Double(count)
    show("durable creates, \(writers) in flight", Double(count) / seconds, "/s")
    show("    CPU of each", cpu * 1e6, "us")
}
show("records", Double(store.head.sequence), "")
let reads = Measurement.reads(store, records: store.head.sequence)
show("point read in an open view", reads.open, "ns")
show("point read with its own view", reads.own, "ns")
show("cache lookup", reads.cache, "ns")
try ReferrerMeasurement.write(store)
let referrers = ReferrerMeasurement.reads(store)
show("each of \(ReferrerMeasurement.referrers) referrers of one record", referrers.visit, "ns")
show("referrers of a record that nobody names", referrers.seek, "ns")
show("tally of what all statements name, each", ReferrerMeasurement.tally(store), "ns")
store.close()
var status = stat()
stat(path, &status)
show("file", Double(status.st_size) / 1e6, "MB")
