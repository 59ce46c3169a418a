import DossierClient
import Foundation
import Testing

@testable import DossierFormats

/// What a bundle marks is never shown to more than it says.
@Suite struct BundleMarkingTests {
    private static let clear = "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"
    private static let green = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"
    private static let red = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"
    private static let unknown = SmallBundle.id("marking-definition", 99)

    private func read(_ objects: [String]) async throws -> (all: [String: DossierResource], remarks: ImportRemarks) {
        let text = SmallBundle.bundle(objects)
        return try await withReader(of: Data(text.utf8), { try STIXReader($0) }) { reader in
            let all = try await reader.resources()
            return (Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) }), reader.remarks)
        }
    }

    private static func marked(_ marking: String?) -> String {
        marking.map { #""object_marking_refs":["\#($0)"]"# } ?? #""x":"""#
    }

    private func name(_ kind: String, _ type: String, _ number: Int) -> String {
        "\(kind)/\(SmallBundle.id(type, number).replacing("--", with: "-"))"
    }

    @Test(
        arguments: [
            (clear, red, false), (nil, red, false), (red, red, true), (red, clear, true), (nil, nil, true),
            (nil, clear, true),
            (clear, nil, true), (clear, unknown, false),
        ] as [(String?, String?, Bool)]
    )
    func whatIsMarkedStricterIsNoPartOfAnother(whole: String?, part: String?, isPart: Bool) async throws {
        let (all, remarks) = try await read([
            SmallBundle.object("campaign", 20, #""name":"Outage",\#(Self.marked(whole))"#),
            SmallBundle.object("identity", 2, #""name":"Tax office""#, by: nil),
            SmallBundle.relationship(
                32,
                "targets",
                SmallBundle.campaign,
                SmallBundle.id("identity", 2),
                Self.marked(part)
            ),
            SmallBundle.object("intrusion-set", 11, #""name":"Pack",\#(Self.marked(whole))"#),
            SmallBundle.object("location", 12, #""country":"zz""#),
            SmallBundle.relationship(
                31,
                "originates-from",
                SmallBundle.pack,
                SmallBundle.id("location", 12),
                Self.marked(part)
            ),
        ])
        #expect((all[name("incidents", "campaign", 20)]?.fields["victims"] != nil) == isPart)
        #expect((all[name("actors", "intrusion-set", 11)]?.fields["country"] != nil) == isPart)
        // The location is of no use then, either.
        #expect(remarks.count(.notUnderstood) == (isPart ? 0 : 3))
    }

    @Test func aMarkingThatIsNotThereIsAmberAndTold() async throws {
        let (all, remarks) = try await read([
            SmallBundle.object("threat-actor", 10, #""name":"Wolf",\#(Self.marked(Self.unknown))"#, by: nil)
        ])
        #expect(all[name("actors", "threat-actor", 10)]?.fields["tlp"]?.text == "TLP_AMBER")
        #expect(remarks.count(.dangling) == 1)
    }

    @Test(
        arguments: [
            (nil, red, "TLP_RED"), (nil, green, "TLP_AMBER"), (clear, green, "TLP_GREEN"), (red, green, "TLP_RED"),
            (clear, unknown, "TLP_AMBER"), (nil, clear, nil),
        ] as [(String?, String, String?)]
    )
    func whatMarksAPartMarksTheWhole(whole: String?, part: String, tlp: String?) async throws {
        let granular = #""granular_markings":[{"marking_ref":"\#(part)","selectors":["description"]}]"#
        let members = #""name":"Wolf",\#(granular),\#(Self.marked(whole))"#
        let (all, _) = try await read([SmallBundle.object("threat-actor", 10, members, by: nil)])
        #expect(all[name("actors", "threat-actor", 10)]?.fields["tlp"]?.text == tlp)
    }

    @Test func theSourceOfAnAuthorIsMarkedAsHeIs() async throws {
        let (all, _) = try await read([
            SmallBundle.object("identity", 1, #""name":"Secret desk",\#(Self.marked(Self.red))"#, by: nil),
            SmallBundle.object("threat-actor", 10, #""name":"Wolf","description":"Howls.""#),
        ])
        let source = "sources/stix-\(SmallBundle.id("identity", 1).replacing("--", with: "-"))"
        #expect(all[source]?.fields["tlp"]?.text == "TLP_RED")
    }

    @Test func aWordOfNoMeaningIsAsStrictAsCanBe() {
        #expect(TLPMarking.stricter("TLP_BLUE", "TLP_AMBER") == "TLP_RED")
        #expect(TLPMarking.stricter("TLP_GREEN", "TLP_CLEAR") == "TLP_GREEN")
    }
}
