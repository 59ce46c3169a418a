import DossierClient
import DossierCore
import Foundation
import TestSupport
import Testing

@testable import DossierFormats

/// Whatever is wrong with a bundle is told; nothing of it is taken by half.
@Suite struct BrokenBundleTests {
    private func read(_ text: String) async throws -> (names: [String], remarks: ImportRemarks) {
        try await withReader(of: Data(text.utf8), { try STIXReader($0) }) { reader in
            (names(try await reader.resources()), reader.remarks)
        }
    }

    /// Wherever it is cut, each resource is as in the whole file.
    @Test func aBundleCanBeCutAnywhere() async throws {
        let bytes = Array(SmallBundle.text.utf8)
        let whole = try await withReader(of: bytes, { try STIXReader($0) }) { try await $0.resources() }
        let titles = Dictionary(uniqueKeysWithValues: whole.map { ($0.name, Set($0.fields.members.map(\.name))) })
        for end in stride(from: 0, to: bytes.count - 3, by: 61) {
            do {
                try await withReader(of: bytes[..<end], { try STIXReader($0) }) { reader in
                    for resource in try await reader.resources() where resource.kind == .actors {
                        let missing = titles[resource.name]!.subtracting(resource.fields.members.map(\.name))
                        #expect(missing.subtracting(["country", "relayer"]).isEmpty, "\(end)")
                    }
                    #expect(reader.remarks.count(.damaged) > 0, "\(end)")
                }
            } catch let status as Status {
                #expect(status.code == .invalidArgument, "\(end)")
            }
        }
    }

    /// What an earlier version joined counts no more: a victim, a country, a report's statement.
    @Test func aNewerVersionUndoesWhatTheEarlierJoined() async throws {
        func newer(_ object: String) -> String { object.replacing("2031-05-05T11", with: "2031-06-05T11") }
        func targets(_ victim: Int) -> String {
            SmallBundle.relationship(30, "targets", SmallBundle.campaign, SmallBundle.id("identity", victim))
        }
        func located(_ place: Int) -> String {
            SmallBundle.relationship(31, "located-at", SmallBundle.wolf, SmallBundle.id("location", place))
        }
        func victim(_ number: Int) -> String {
            SmallBundle.object("identity", number, #""name":"V\#(number)""#, by: nil)
        }
        func report(_ number: Int) -> String {
            let refs = #""object_refs":["\#(SmallBundle.id("relationship", number))"]"#
            return SmallBundle.object("report", 40, #""name":"R",\#(refs)"#)
        }
        let attributed = SmallBundle.relationship(32, "targets", SmallBundle.campaign, SmallBundle.id("identity", 2))
        let text = SmallBundle.bundle([
            SmallBundle.object("campaign", 20, #""name":"Outage""#), victim(2), victim(3),
            SmallBundle.object("threat-actor", 10, #""name":"Grauwolf""#), targets(2), newer(targets(3)),
            SmallBundle.object("location", 12, #""country":"AL""#),
            SmallBundle.object("location", 13, #""country":"GR""#),
            located(12), newer(located(13)), attributed,
            newer(SmallBundle.relationship(32, "attributed-to", SmallBundle.campaign, SmallBundle.wolf)),
            SmallBundle.relationship(33, "attributed-to", SmallBundle.campaign, SmallBundle.wolf), report(32),
            newer(report(33)),
            newer(SmallBundle.object("location", 12, #""region":"x""#)),
        ])
        try await withReader(of: Data(text.utf8), { try STIXReader($0) }) { reader in
            let all = try await reader.resources()
            let campaign = try #require(all.first { $0.kind == .incidents }).fields
            let victim = "actors/identity-00000000-0000-4000-8000-000000000003"
            #expect(campaign.elements("victims").map { $0["actor"]?.text } == [victim])
            #expect(all.first { $0.id.hasPrefix("threat-actor") }?.fields["country"]?.text == "GR")
            let statements = all.filter { $0.kind == .statements }
            #expect(statements.map { $0.fields.elements("appearances").count } == [1, 2])
            let (tally, remarks) = (reader.tally, reader.remarks)
            #expect(remarks.count(.duplicate) == 5 && remarks.count(.notUnderstood) == 1)
            #expect(tally.understood + tally.folded + 6 == tally.things)
        }
    }

    /// A character that was lost somewhere spoils the object; one of ours is as the record had it.
    @Test func damagedCharactersAreFound() async throws {
        let resource = #"{"name":"actors/wolf","displayName":"Gr\#u{fffd}uwolf"}"#
        let ours = #""name":"W","extensions":{"\#(DossierExtension.id)":{"resource":\#(resource)}}"#
        let (names, remarks) = try await read(
            SmallBundle.bundle([
                SmallBundle.object("threat-actor", 10, #""name":"Wolf","aliases":["Gr\#u{fffd}uwolf"]"#, by: nil),
                SmallBundle.object("threat-actor", 11, #""name":"Wolf","description":"caf\#u{c3}\#u{a9}""#, by: nil),
                SmallBundle.object("threat-actor", 12, #""name":"Wolf\u0000""#, by: nil),
                SmallBundle.object("threat-actor", 13, ours, by: nil),
                SmallBundle.object("threat-actor", 14, #""name":"Größe – “é”""#, by: nil),
            ])
        )
        #expect(names == ["actors/wolf", "actors/threat-actor-00000000-0000-4000-8000-000000000014"])
        #expect(
            remarks.first.map { "\($0.trouble) \($0.place.line)" } == [
                "damaged 4", "damaged 5", "damaged 6", "doubtful 7",
            ]
        )
    }

    @Test(arguments: [
        ("", "does not begin with {"), ("[]", "does not begin with {"), ("{}", #"has no "objects""#),
        (#"{"type": "bundle""#, "ends before"), (#"{"type": "bundle"}"#, #"has no "objects""#),
        (#"{"type" "bundle"}"#, "is not JSON"), (#"{"objects": {"a": [1]}}"#, #"has no "objects""#),
        (#"{"a": [1, "#, "ends before"),
    ])
    func whatIsNoBundleIsRefused(text: String, reason: String) async throws {
        do {
            _ = try await read(text)
            Issue.record("\(text) was read")
        } catch let status as Status {
            #expect(status.code == .invalidArgument)
            #expect(status.message.contains(reason), "\(status.message)")
        }
    }

    @Test(arguments: [String.Encoding.utf16, .utf16BigEndian, .utf16LittleEndian, .utf32])
    func otherEncodingsAreTold(encoding: String.Encoding) async throws {
        let data = try #require(SmallBundle.text.data(using: encoding))
        await #expect(throws: Status.self) {
            try await withReader(of: data, { try STIXReader($0) }) { _ in }
        }
    }

    @Test func textThatIsNotUTF8IsDamaged() async throws {
        var bytes = Array(SmallBundle.text.utf8)
        let at = try #require(SmallBundle.text.range(of: "They work")).lowerBound.utf16Offset(in: SmallBundle.text)
        bytes[at] = 0xff
        try await withReader(of: bytes, { try STIXReader($0) }) { reader in
            let all = names(try await reader.resources())
            #expect(!all.contains { $0.contains("threat-actor") })
            #expect(
                lines(reader.remarks).contains {
                    $0.hasPrefix("damaged object 7 (is not JSON: the string is not UTF-8")
                }
            )
        }
    }

    @Test func whatIsNoObjectIsToldByLine() async throws {
        let actor = SmallBundle.object("threat-actor", 10, #""name":"Wolf""#)
        let (all, remarks) = try await read(
            SmallBundle.bundle([
                "7", "null", #""text""#, "[]", #"{"type":"campaign"}"#,
                #"{"type":"campaign","id":"tool--1","name":"x"}"#,
                #"{"type":"campaign","type":"campaign"}"#, #"{"a":}"#, SmallBundle.object("campaign", 20), actor,
            ])
        )
        #expect(all == ["actors/threat-actor-00000000-0000-4000-8000-000000000010"])
        #expect(remarks.count(.damaged) == 9)
        #expect(remarks.first.map(\.place.line) == Array(4...12))
    }

    @Test func ofOneIdTheLatestVersionCounts() async throws {
        let old = SmallBundle.object("threat-actor", 10, #""name":"Old""#)
        let new = SmallBundle.object("threat-actor", 10, #""name":"New""#).replacing("05-05T", with: "06-05T")
        for (order, line) in [([old, new], 4), ([new, old], 5), ([new, new], 5)] {
            try await withReader(of: Data(SmallBundle.bundle(order).utf8), { try STIXReader($0) }) { reader in
                let all = try await reader.resources()
                #expect(all.map { $0.fields["display_name"]?.text } == ["New"])
                #expect(reader.remarks.first.map(\.place.line) == [line])
                #expect(reader.remarks.count(.duplicate) == 1 && reader.tally.understood == 1)
            }
        }
    }

    @Test func depthAndSizeAreBounded() async throws {
        let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        let long = String(repeating: "a", count: Limits.importThingBytes)
        let (all, remarks) = try await read(
            SmallBundle.bundle([
                SmallBundle.object("threat-actor", 8, #""name":"Deep","x":\#(deep)"#),
                SmallBundle.object("threat-actor", 9, #""name":"Long","description":"\#(long)""#),
                SmallBundle.object("threat-actor", 10, #""name":"Wolf""#),
            ])
        )
        #expect(all.count == 1)
        #expect(lines(remarks).count == 2)
        #expect(lines(remarks)[0].contains("nested deeper"))
        #expect(lines(remarks)[1].contains("has more than"))
    }

    /// A string of 100 MB takes time, not memory.
    @Test(.enabled(if: TestLength.isLong))
    func aHugeStringIsPassedOver() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "huge.json")
            try Data().write(to: file)
            let handle = try FileHandle(forWritingTo: file)
            try handle.write(contentsOf: Data(#"{"type":"bundle","objects":[{"type":"tool","id":"tool--1","x":""#.utf8))
            for _ in 0..<100 { try handle.write(contentsOf: Data(repeating: 0x61, count: 1 << 20)) }
            try handle.write(contentsOf: Data(#""},\#(SmallBundle.object("threat-actor", 10, #""name":"W""#))]}"#.utf8))
            try handle.close()
            let before = residentMemory()
            let reader = try STIXReader(try ImportFile(file.path))
            let all = try await reader.resources()
            #expect(all.count == 1)
            #expect(reader.remarks.count(.damaged) == 1)
            #expect(residentMemory() - before < 16 << 20)
        }
    }

    @Test func damagedBytesNeverCrash() async throws {
        var random = SeededGenerator()
        let original = Array(SmallBundle.text.utf8)
        for _ in 0..<150 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes.remove(at: at)
                case 1: bytes[at] = UInt8.random(in: 0...255, using: &random)
                default: bytes.insert(Array("{}[]\",:\\".utf8).randomElement(using: &random)!, at: at)
                }
            }
            do {
                try await withReader(of: bytes, { try STIXReader($0) }) { reader in
                    _ = try await reader.resources()
                    let (tally, remarks) = (reader.tally, reader.remarks)
                    let left = [ImportRemark.Trouble.notUnderstood, .duplicate].map { remarks.count($0) }.reduce(0, +)
                    // Damage of the bundle itself is of no object.
                    let sum = tally.understood + tally.folded + left + remarks.count(.damaged)
                    #expect((tally.things...tally.things + 1).contains(sum), "seed \(random.seed)")
                }
            } catch let status as Status {
                #expect(status.code == .invalidArgument, "seed \(random.seed)")
            }
        }
    }

    /// With and without decimals, and in another offset, which no order of texts has right.
    @Test func versionsAreComparedAsTimes() async throws {
        let plain = SmallBundle.object("threat-actor", 10, #""name":"Old""#)
            .replacing("2031-05-05T11:00:00.000Z", with: "2031-05-05T11:00:26Z")
        for time in ["2031-05-05T11:00:26.565Z", "2031-05-05T09:00:27-04:00"] {
            let new = SmallBundle.object("threat-actor", 10, #""name":"New""#)
                .replacing("2031-05-05T11:00:00.000Z", with: time)
            for order in [[plain, new], [new, plain]] {
                try await withReader(of: Data(SmallBundle.bundle(order).utf8), { try STIXReader($0) }) { reader in
                    let all = try await reader.resources()
                    #expect(all.map { $0.fields["display_name"]?.text } == ["New"], "\(time)")
                }
            }
        }
    }

    @Test func aDamagedVersionLeavesTheGoodOne() async throws {
        let good = SmallBundle.object("threat-actor", 10, #""name":"Good""#)
        let bad = SmallBundle.object("threat-actor", 10).replacing("05-05T", with: "06-05T")
        let (all, remarks) = try await read(SmallBundle.bundle([good, bad]))
        #expect(all.count == 1)
        #expect(remarks.count(.damaged) == 1 && remarks.count(.duplicate) == 0)
    }

    @Test(arguments: [
        (#"], "spec_version": "2.0", "x": [1]}"#, 0), ("]} ", 0), (#"], "objects": []}"#, 1), ("]} {}", 1),
        ("] {}}", 1), (#"], "x" 1}"#, 1), (#"], "x": "#, 1), ("],", 1),
    ])
    func whatFollowsTheObjectsIsTold(end: String, damaged: Int) async throws {
        let actor = SmallBundle.object("threat-actor", 10, #""name":"Wolf""#)
        let (all, remarks) = try await read(#"{"type":"bundle","objects":[\#(actor)\#(end)"#)
        #expect(all.count == 1)
        #expect(remarks.count(.damaged) == damaged && lines(remarks).count == damaged, "\(end)")
    }
}
