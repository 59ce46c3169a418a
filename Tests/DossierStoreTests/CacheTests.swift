import DossierCore
import Synchronization
import TestSupport
import Testing

@testable import DossierStore

@Suite struct CacheTests {
    /// A version that nothing wrote.
    private func record(_ id: String, _ body: String = "", sequence: UInt64 = 1) -> CachedRecord {
        var view = RecordView(
            kind: UnsafeRawBufferPointer(start: nil, count: 0),
            id: UnsafeRawBufferPointer(start: nil, count: 0),
            body: UnsafeRawBufferPointer(start: nil, count: 0),
            author: UnsafeRawBufferPointer(start: nil, count: 0),
            tlp: 3,
            deletion: .live,
            revision: 1,
            moment: Moment(sequence: sequence, time: 0)
        )
        return [UInt8]("notes".utf8).withUnsafeBytes { kind in
            [UInt8](id.utf8).withUnsafeBytes { id in
                [UInt8](body.utf8).withUnsafeBytes { body in
                    (view.kind, view.id, view.body) = (kind, id, body)
                    return CachedRecord(copying: view, mark: view.tlp)
                }
            }
        }
    }

    private func body(_ cache: RecordCache, _ id: String) -> String? {
        [UInt8]("notes".utf8).withUnsafeBytes { kind in
            [UInt8](id.utf8).withUnsafeBytes { id in
                cache.lookup(kind: kind, id: id)?.withView { String(decoding: $0.body, as: UTF8.self) }
            }
        }
    }

    @Test func whatAReaderSawBeforeAChangeIsNotKept() {
        let cache = RecordCache(bytes: 1 << 20, sequence: 4)
        cache.insert(record("a", "read"), readAt: 3, in: 0)
        #expect(body(cache, "a") == nil)
        cache.insert(record("a", "read"), readAt: 4, in: 0)
        #expect(body(cache, "a") == "read")
        cache.apply([record("a", "written", sequence: 5)], sequence: 5)
        cache.insert(record("a", "read"), readAt: 4, in: 0)
        #expect(body(cache, "a") == "written")
        #expect(cache.applied == 5)
        #expect(body(cache, "b") == nil)
    }

    @Test func whatAReaderSawBeforeAllWasLetGoOfIsNotKept() {
        let cache = RecordCache(bytes: 1 << 20, sequence: 4)
        let generation = cache.generation
        cache.insert(record("a", "lost"), readAt: 4, in: generation)
        cache.setBack(to: 2)
        #expect(body(cache, "a") == nil)
        cache.insert(record("a", "lost"), readAt: 4, in: generation)
        #expect(body(cache, "a") == nil)
        cache.insert(record("a", "read"), readAt: 2, in: cache.generation)
        #expect(body(cache, "a") == "read")
        cache.empty()
        cache.insert(record("a", "marked lower"), readAt: 2, in: generation + 1)
        #expect(body(cache, "a") == nil)
    }

    @Test func theCacheIsBoundedAndKeepsWhatIsUsed() {
        let cache = RecordCache(bytes: 1 << 20, sequence: 0)
        let large = String(repeating: "x", count: 2_000)
        cache.apply([record("hot", large)], sequence: 1)
        for id in 0..<5_000 {
            cache.insert(record("n\(id)", large), readAt: 1, in: 0)
            #expect(body(cache, "hot") == large)
        }
        let kept = (0..<5_000).filter { body(cache, "n\($0)") != nil }
        #expect(kept.count > 250)
        #expect(kept.count < (1 << 20) / 2_000)
    }

    @Test func aRingHoldsItsBytesAndNoMore() {
        var random = SeededGenerator()
        let seed = random.seed
        var ring = RecordRing(bytes: 10_000)
        var latest: [UInt64: CachedRecord] = [:]
        for _ in 0..<20_000 {
            let key = 2 * UInt64.random(in: 0..<100, using: &random)
            if Bool.random(using: &random) {
                let size = Int.random(in: 0...12_000, using: &random)
                let record = record("k\(key)", String(repeating: "x", count: size))
                ring.keep(record, key)
                latest[key] = record
                #expect((ring.find(key) != nil) == (record.cost <= 10_000), "seed \(seed)")
            } else if let found = ring.find(key) {
                #expect(text(found) == text(latest[key]), "seed \(seed)")
            }
            #expect(ring.bytes <= 10_000, "seed \(seed)")
        }
    }

    /// However keys crowd together, at the end of the table, too: what is let go of takes nothing else along.
    @Test(arguments: [4, 64, 1_000]) func aRingWithRoomLosesNothing(homes: UInt64) {
        var random = SeededGenerator()
        let seed = random.seed
        var ring = RecordRing(bytes: 100 << 20)
        var model: [UInt64: CachedRecord] = [:]
        for step in 0..<(TestLength.isLong ? 20_000 : 4_000) {
            let low = 2 &* (UInt64.random(in: 0..<homes, using: &random) &- homes / 2)
            let key = UInt64.random(in: 0..<8, using: &random) << 61 | low & .max >> 3
            if UInt8.random(in: 0..<3, using: &random) == 0 {
                ring.drop(key)
                model[key] = nil
            } else {
                let record = record("k\(step)", "\(step)")
                ring.keep(record, key)
                model[key] = record
            }
            let asked = model.keys.randomElement(using: &random) ?? key
            #expect(text(ring.find(asked)) == text(model[asked]), "seed \(seed)")
            #expect((ring.find(key) == nil) == (model[key] == nil), "seed \(seed)")
        }
        #expect(model.allSatisfy { text(ring.find($0.key)) == text($0.value) }, "seed \(seed)")
        #expect(ring.bytes == model.values.reduce(0) { $0 + $1.cost }, "seed \(seed)")
    }

    private func text(_ record: CachedRecord?) -> String? {
        record?.withView { String(decoding: $0.body, as: UTF8.self) }
    }

    @Test(arguments: Engine.all) func readsAndWritesFillTheCache(engine: Engine) throws {
        let folder = Folder()
        var desk = try Desk(engine, folder: folder)
        try desk.put("notes", "a", "title:1")
        #expect(body(desk.store.cache, "a") == "title:1")
        desk.store.close()
        desk = try Desk(engine, folder: folder)
        #expect(body(desk.store.cache, "a") == nil)
        _ = try desk.get("notes", "a", at: .sequence(1))
        #expect(body(desk.store.cache, "a") == nil)
        _ = try desk.get("notes", "a")
        #expect(body(desk.store.cache, "a") == "title:1")
        let refusal = desk.refusal {
            try $0.put("notes", "a", "title:2", revision: 1)
            throw Status(.cancelled, "")
        }
        #expect(refusal == .cancelled)
        #expect(body(desk.store.cache, "a") == "title:1")
        try desk.put("notes", "a", "title:2", revision: 1)
        #expect(body(desk.store.cache, "a") == "title:2")
    }

    /// Who asks for the moment first finds in memory what he would have found otherwise.
    @Test func aViewThatToldItsMomentUsesTheCache() throws {
        let folder = Folder()
        var desk = try Desk.sqlite(folder: folder)
        for id in ["a", "b"] { try desk.put("notes", id, "title:1") }
        desk.store.close()
        desk = try Desk.sqlite(folder: folder)
        let counter = try StatementCounter(desk.sqlite)
        func statements() throws -> Int {
            let before = counter.count
            try desk.read { (view) throws(Status) in
                #expect(try view.moment.sequence == 2)
                for id in ["a", "b"] { #expect(try view.version("notes", id)?.body == "title:1") }
            }
            return counter.count - before
        }
        #expect(try statements() == statements() + 2)
    }

    /// While two records change together, every view shows of both what the engine has for it.
    @Test(arguments: [false, true]) func aViewShowsNoOtherVersions(tellsMoment: Bool) throws {
        let desk = try Desk.sqlite()
        for id in ["a", "b"] { try desk.put("notes", id, "") }
        let failures = Collected<String>()
        let looks = Atomic(0)
        let isDone = Atomic(false)
        let readers = threads(3, failures) { _ in
            while !isDone.load(ordering: .acquiring) {
                try checkView(desk, tellsMoment: tellsMoment, failures)
                looks.add(1, ordering: .relaxed)
            }
        }
        for round in 1...200 {
            try desk.write { (transaction) throws(Status) in
                for id in ["a", "b"] { try transaction.put("notes", id, "", revision: UInt64(round)) }
                return []
            }
        }
        isDone.store(true, ordering: .releasing)
        readers.wait()
        #expect(failures.all.first == nil)
        #expect(looks.load(ordering: .relaxed) > 0)
    }

    private func checkView(_ desk: Desk, tellsMoment: Bool, _ failures: Collected<String>) throws {
        try desk.read { (view) throws(Status) in
            if tellsMoment { _ = try view.moment }
            for id in ["a", "b"] {
                // A revision that is named is the engine's.
                guard let found = try view.version("notes", id),
                    try view.version("notes", id, revision: found.revision) == found,
                    try view.version("notes", id, revision: found.revision + 1) == nil
                else {
                    failures.add("a view of \(try view.moment) shows another \(id)")
                    return
                }
            }
        }
    }
}
