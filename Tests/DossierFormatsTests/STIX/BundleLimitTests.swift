import DossierCore
import Foundation
import Testing

@testable import DossierFormats

/// What an object has beyond what the record takes is told.
@Suite struct BundleLimitTests {
    private func leftOut(_ objects: [String]) async throws -> [String: Int] {
        try await withReader(of: Data(SmallBundle.bundle(objects).utf8), { try STIXReader($0) }) { reader in
            _ = try await reader.resources()
            let groups = reader.remarks.groups.filter { $0.group.trouble == .leftOut }
            return Dictionary(groups.map { ("\($0.group.type): \($0.group.reason)", $0.count) }) { $0 + $1 }
        }
    }

    private let rest = "are more than the record takes; the rest"

    private func list(_ count: Int, _ element: (Int) -> String) -> String {
        "[\((0..<count).map(element).joined(separator: ","))]"
    }

    @Test(arguments: [(0, 0), (1, 1)])
    func listsThatAreTooLong(tooMany: Int, count: Int) async throws {
        let most = Limits.listElements + tooMany
        // The object's own id is the first reference.
        let references = list(most - 1) { #"{"source_name":"s","external_id":"\#($0)"}"# }
        let members = """
            "name":"Grauwolf","labels":\(list(most) { "\"l\($0)\"" }),"aliases":\(list(most) { "\"a\($0)\"" }),\
            "external_references":\(references)
            """
        let found = try await leftOut([SmallBundle.object("threat-actor", 10, members, by: nil)])
        for name in ["labels", "aliases", "external_references"] {
            #expect(found["threat-actor.\(name): \(rest)", default: 0] == count)
        }
        #expect(found.count == 3 * count)
    }

    @Test func victimsAndSubjects() async throws {
        let count = Limits.listElements + 1
        let identities = (1...count).map { SmallBundle.object("identity", $0, #""name":"I\#($0)""#, by: nil) }
        let targets = (1...count).map {
            SmallBundle.relationship($0, "targets", SmallBundle.campaign, SmallBundle.id("identity", $0))
        }
        let subjects = list(count) { "\"\(SmallBundle.id("identity", $0 + 1))\"" }
        let objects = [
            SmallBundle.object("campaign", 20, #""name":"Outage""#),
            SmallBundle.object("note", 50, #""content":"All of them.","object_refs":\#(subjects)"#),
        ]
        let found = try await leftOut(objects + identities + targets)
        #expect(found == ["campaign.victims: \(rest)": 1, "note.object_refs: \(rest)": 1])
    }

    @Test func reportsAndNotices() async throws {
        let relation = SmallBundle.relationship(30, "attributed-to", SmallBundle.campaign, SmallBundle.wolf)
        let reports = (1...Limits.listElements / 2 + 1).map { number in
            let refs = #""object_refs":["\#(SmallBundle.id("relationship", 30))"]"#
            return SmallBundle.object("report", number, #""name":"R\#(number)",\#(refs)"#)
        }
        let notices = (1...Limits.stixNotices + 1).map { number in
            let definition = #""definition_type":"statement","definition":{"statement":"(c) \#(number)"}"#
            return SmallBundle.object("marking-definition", number, definition)
        }
        let found = try await leftOut([relation] + reports + notices)
        #expect(found["relationship.reports: \(rest)"] == 1)
        #expect(found.keys.contains { $0.hasPrefix("marking-definition.definition: ") } && found.count == 2)
    }

    @Test func referencesThatLeadNowhere() async throws {
        let members = #""name":"Grauwolf","external_references":[{"source_name":"s"},{"url":"https://x.example"}]"#
        let found = try await leftOut([SmallBundle.object("threat-actor", 10, members, by: nil)])
        #expect(found == ["threat-actor.external_references: lacks a source_name, or both an id and an address": 2])
    }
}
