import DossierCore
import DossierStore
import TestSupport
import Testing

/// Random records that name each other, with random markings, and what each clearance shows of them: all ways to read
/// against the rule.
@Suite struct SightModelTests {
    private static let ids = ["a", "b", "c", "d", "e"]
    private static let names = ["notes", "topics"].flatMap { kind in ids.map { "\(kind)/\($0)" } }

    @Test(arguments: Engine.all) func everyReadFollowsTheRule(engine: Engine) throws {
        // A round trip for each look takes its time.
        for _ in 0..<(engine.testDescription == "sqlite" ? TestLength.isLong ? 12 : 3 : 2) {
            try run(engine, steps: 60)
        }
    }

    private func run(_ engine: Engine, steps: Int) throws {
        var random = SeededGenerator()
        let folder = Folder()
        var desk: Desk! = try Desk(engine, folder: folder)
        var model = SightModel()
        var live = TLP.allCases.flatMap { [SightReader("notes", $0), SightReader("topics", $0)] }
        var slow = TLP.allCases.flatMap { [SightReader("notes", $0, page: 3), SightReader("topics", $0, page: 1)] }
        for step in 0..<steps {
            try write(desk, &model, &random)
            let head = desk.store.head.sequence
            for index in live.indices {
                try live[index].follow(desk, model, "step \(step), seed \(random.seed)")
                try expect(live[index], model, head, "live, step \(step), \(random.seed)")
            }
            if step % 7 == 6 {
                for index in slow.indices {
                    try slow[index].follow(desk, model, "step \(step), seed \(random.seed)")
                    try expect(slow[index], model, head, "slow, step \(step), \(random.seed)")
                }
            }
            if step % 5 == 0 { try expectReads(desk, model, at: head, "\(random.seed), step \(step)") }
            if step % 11 == 0, head > 1 {
                try expectReads(desk, model, at: .random(in: 1..<head, using: &random), "\(random.seed), step \(step)")
            }
            if step % 23 == 22 {
                desk = nil
                desk = try Desk(engine, folder: folder)
            }
        }
        for clearance in TLP.allCases {
            var late = SightReader("notes", clearance, page: 2)
            try late.follow(desk, model, "late, seed \(random.seed)")
            try expect(late, model, desk.store.head.sequence, "late, \(random.seed)")
        }
        guard desk.store is SQLiteStore else { return }
        // As for a file from before there were marks.
        try desk.execute("DELETE FROM sights; INSERT INTO meta (name, value) VALUES ('sights', x'00')")
        desk = nil
        desk = try Desk(engine, folder: folder)
        try expectReads(desk, model, at: desk.store.head.sequence, "worked out anew, \(random.seed)")
    }

    private func expect(_ reader: SightReader, _ model: SightModel, _ head: UInt64, _ hint: String) throws {
        let shown = model.shown(reader.kind, to: reader.clearance, at: head, withDeleted: true)
        try #require(reader.known == shown, "\(reader.kind) to \(reader.clearance), \(hint)")
    }

    // MARK: Writing

    /// A record to be written, as it stands in the model.
    private struct Writing: Sendable {
        let name: String
        let version: SightModel.Version
        var body: String { version.names.map { "about:\($0)" }.joined(separator: "\n") + "\ntext:all" }
    }

    /// Some transactions, which share a commit.
    private func write(_ desk: Desk, _ model: inout SightModel, _ random: inout SeededGenerator) throws {
        var planned = model
        var transactions: [[Writing]] = []
        for number in 0..<Int.random(in: 1...3, using: &random) {
            let sequence = desk.store.head.sequence + UInt64(number) + 1
            transactions.append(transaction(sequence, &planned, &random))
        }
        let ends = try desk.group(
            transactions.map { transaction in
                { view in for writing in transaction { try Self.put(writing, view) } }
            }
        )
        // What names what is not there, or deletes what is named, is refused, and with it what followed upon it.
        var sequence = model.records.values.flatMap { $0.map(\.sequence) }.max() ?? 0
        for (transaction, end) in zip(transactions, ends) {
            switch end {
            case .success:
                sequence += 1
                for writing in transaction { model.add(writing.name, writing.version.at(sequence)) }
            case .failure(let status):
                #expect([.failedPrecondition, .aborted, .alreadyExists].contains(status.code), "\(status)")
            }
        }
        #expect(desk.store.head.sequence == sequence)
    }

    private func transaction(
        _ sequence: UInt64,
        _ model: inout SightModel,
        _ random: inout SeededGenerator
    ) -> [Writing] {
        var writings: [Writing] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let name = Self.names.randomElement(using: &random)!
            let current = model.current(name)
            var names = Array(Self.names.shuffled(using: &random).prefix(.random(in: 0...2, using: &random)))
            // Often as before: then only markings change.
            if let current, Bool.random(using: &random) { names = current.names }
            let version = SightModel.Version(
                sequence: sequence,
                revision: (current?.revision ?? 0) + 1,
                tlp: .random(in: 1...5, using: &random),
                isDeleted: .random(in: 0..<6, using: &random) == 0,
                names: names
            )
            model.add(name, version)
            writings.append(Writing(name: name, version: version))
        }
        return writings
    }

    private static func put(_ writing: Writing, _ view: any WriteTransaction) throws {
        let parts = writing.name.split(separator: "/").map(String.init)
        _ = try view.put(
            parts[0],
            parts[1],
            writing.body,
            revision: writing.version.revision - 1,
            deleted: writing.version.isDeleted,
            tlp: writing.version.tlp
        )
    }

    // MARK: Reading

    private func expectReads(_ desk: Desk, _ model: SightModel, at sequence: UInt64, _ hint: String) throws {
        let moment: MomentRequest = sequence == desk.store.head.sequence ? .now : .sequence(sequence)
        for clearance in TLP.allCases {
            for kind in ["notes", "topics"] {
                let hint: Comment = "\(kind) to \(clearance) at \(sequence), \(hint)"
                let shown = model.shown(kind, to: clearance, at: sequence)
                let all = model.shown(kind, to: clearance, at: sequence, withDeleted: true)
                try desk.store.read(at: moment, for: clearance) { (view) throws(Status) in
                    #expect(try view.found(Query(kind: kind, limit: 100)) == shown, hint)
                    #expect(try view.found(Query(kind: kind, limit: 100, showDeleted: true)) == all, hint)
                    #expect(try view.found(Query(kind: kind, limit: 100, text: "all")) == shown, hint)
                    #expect(try view.found(Query(kind: kind, limit: 100, order: "size desc")) == shown, hint)
                    #expect(try view.count(Query(kind: kind, limit: 0)) == UInt64(shown.count), hint)
                    #expect(try view.count(Query(kind: kind, limit: 0, showDeleted: true)) == UInt64(all.count), hint)
                    #expect(try view.count(Query(kind: kind, limit: 0, text: "all")) == UInt64(shown.count), hint)
                }
                try expectTallies(desk, model, kind, at: moment, sequence, clearance, hint)
                for id in Self.ids {
                    try expectRecord(desk, model, "\(kind)/\(id)", at: moment, sequence, clearance, hint)
                }
            }
        }
    }

    private func expectTallies(
        _ desk: Desk,
        _ model: SightModel,
        _ kind: String,
        at moment: MomentRequest,
        _ sequence: UInt64,
        _ clearance: TLP,
        _ hint: Comment
    ) throws {
        var tally: [String: UInt64] = [:]
        try desk.store.read(at: moment, for: clearance) { (view) throws(Status) in
            try view.tally(Query(kind: kind, limit: 0), field: 2) { value, count in
                tally[String(decoding: value, as: UTF8.self)] = count
                return true
            }
        }
        for name in Self.names {
            let naming = model.naming(name, kind, to: clearance, at: sequence)
            #expect(tally[name] ?? 0 == UInt64(naming.count), hint)
            let parts = name.split(separator: "/").map { [UInt8]($0.utf8) }
            let id = parts[1]
            var found: Set<String> = []
            try desk.store.read(at: moment, for: clearance) { (view) throws(Status) in
                try id.span.bytes.withUnsafeBytes { (id) throws(Status) in
                    let named = String(decoding: parts[0], as: UTF8.self)
                    try view.referrers(kind: named, id: id, of: kind, field: 2) { record, _ in
                        found.insert(String(decoding: record.id, as: UTF8.self))
                        return true
                    }
                }
                #expect(
                    try view.found(Query(kind: kind, limit: 100, filter: "about = \"\(name)\"")).count == naming.count,
                    hint
                )
            }
            #expect(found == naming, hint)
        }
    }

    private func expectRecord(
        _ desk: Desk,
        _ model: SightModel,
        _ name: String,
        at moment: MomentRequest,
        _ sequence: UInt64,
        _ clearance: TLP,
        _ hint: Comment
    ) throws {
        let parts = name.split(separator: "/").map(String.init)
        let versions = (model.records[name] ?? []).filter { $0.sequence <= sequence }
        let shown = versions.filter { model.mayShow($0, of: name, to: clearance) }
        try desk.store.read(at: moment, for: clearance) { (view) throws(Status) in
            let current = versions.last.flatMap { model.mayShow($0, of: name, to: clearance) ? $0.revision : nil }
            #expect(try view.version(parts[0], parts[1])?.revision == current, hint)
            for version in versions {
                let isShown = shown.contains { $0.revision == version.revision }
                let found = try view.version(parts[0], parts[1], revision: version.revision)
                #expect((found != nil) == isShown, hint)
            }
            var revisions: [UInt64] = []
            let id = [UInt8](parts[1].utf8)
            try id.span.bytes.withUnsafeBytes { (id) throws(Status) in
                try view.history(kind: parts[0], id: id, before: nil, limit: 2) { record, _ in
                    revisions.append(record.revision)
                    return true
                }
            }
            #expect(revisions == Array(shown.map(\.revision).reversed().prefix(2)), hint)
        }
    }
}

extension ReadTransaction {
    /// What `find` shows, each with its revision.
    fileprivate func found(_ query: Query) throws(Status) -> [String: UInt64] {
        let (versions, _) = try Version.collect { (visit) throws(Status) in try find(query, visit) }
        return Dictionary(uniqueKeysWithValues: versions.map { ($0.id, $0.revision) })
    }
}
