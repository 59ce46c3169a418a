import DossierClient
import DossierCore
import DossierTesting
import DossierWire
import Foundation
import TestSupport
import Testing

@testable import DossierFormats

/// The data sets themselves, where they lie beside the project: their licences do not let it carry them. A script in Python
/// counts them anew.
@Suite(.enabled(if: SharedData.isThere)) struct SharedDataTests {
    @Test(.enabled(if: SharedData.isLong)) func everyIncidentHasItsPlace() async throws {
        let file = SharedData(name: "EuRepoC_Global_Database_1.1.csv")
        let reader = try EuRepoC.reader(try file.opened())
        let resources = try await reader.resources()
        let count = try await file.recount("incidents")
        #expect(reader.tally.things == count["rows"] && reader.tally.understood == count["rows"])
        #expect(resources.count { $0.kind == .actors } == count["actors"])
        #expect(resources.count { $0.kind == .incidents } == count["incidents"])
        for kind in ["ATTRIBUTES", "ASSESSES", "ANNOUNCES_MEASURE"] {
            #expect(statements(kind, resources) == count[kind])
        }
        let incidents = resources.filter { $0.kind == .incidents }
        #expect(incidents.reduce(0) { $0 + $1.fields.elements("types").count } == count["types"])
        #expect(incidents.reduce(0) { $0 + $1.fields.elements("external_refs").count - 1 } == count["addresses"])
        // 36 of 1,643 incidents end before they begin, and no reading of the dates mends that.
        #expect(reader.remarks.groups.first { $0.group.type == "end_date" }?.count == 36)
        try expectCounts(reader, resources)
    }

    @Test func everyPairOfAnIncidentAndAnAttributionIsOneUtterance() async throws {
        let file = SharedData(name: "EuRepoC_Attribution_dataset_1.1.csv")
        let reader = try EuRepoC.reader(try file.opened())
        let resources = try await reader.resources()
        let count = try await file.recount("attributions")
        #expect(reader.tally.things == count["rows"])
        #expect(reader.tally.understood == count["understood"])
        #expect(reader.tally.folded == count["folded"])
        #expect(reader.remarks.count(.notUnderstood) == count["empty"])
        #expect(reader.remarks.count(.notUnderstood) + reader.tally.understood == count["pairs"])
        #expect(resources.count { $0.kind == .actors } == count["actors"])
        for kind in ["ATTRIBUTES", "CLAIMS", "REPORTS", "ASSESSES"] {
            #expect(statements(kind, resources) == count[kind])
        }
        #expect(Set(resources.compactMap { $0.fields["utterance"]?.text }).count == count["understood"])
        try expectCounts(reader, resources)
    }

    @Test func everyClusterIsAnActor() async throws {
        let file = SharedData(name: "misp-galaxy-threat-actor.json")
        let reader = try GalaxyReader(try file.opened())
        let resources = try await reader.resources()
        let count = try await file.recount("galaxy")
        #expect(reader.tally.things == count["clusters"] && reader.tally.understood == count["clusters"])
        #expect(resources.count { $0.kind == .actors } == count["actors"])
        for kind in ["CHARACTERISES", "LINKS", "ASSESSES"] { #expect(statements(kind, resources) == count[kind]) }
        #expect(resources.count { $0.fields["link"]?["type"]?.text == "LINK_TYPE_SAME_AS" } == count["SAME_AS"])
        #expect(reader.remarks.count(.dangling) == count["dangling"])
        try expectCounts(reader, resources)
    }

    @Test(arguments: ["EuRepoC_Global_Database_1.1.csv", "EuRepoC_Attribution_dataset_1.1.csv"])
    func cellsAreThoseThatPythonReads(_ name: String) async throws {
        let file = SharedData(name: name)
        let table = try CSVTable(try file.opened())
        var rows = [table.columns.joined(separator: "\u{1f}")]
        try table.forEach { row throws(Status) in rows.append(row.cells.joined(separator: "\u{1f}")) }
        let digest = SHA1.hash(Array(rows.joined(separator: "\u{1e}").utf8)).map {
            String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
        }
        #expect(try await file.recounted("cells")["sha1"]?.text == digest.joined())
    }

    @Test(.enabled(if: SharedData.isLong)) func aServerTakesAllOfItOnce() async throws {
        try await TestServer.run(isSynchronous: false) { server in
            let importer = Importer(Resources(try await server.connect()))
            let files: [(String, (ImportFile) throws -> any ImportReader)] = [
                ("EuRepoC_Global_Database_1.1.csv", EuRepoC.reader),
                ("EuRepoC_Attribution_dataset_1.1.csv", EuRepoC.reader),
                ("misp-galaxy-threat-actor.json", { try GalaxyReader($0) }),
            ]
            for (index, file) in (files + files).enumerated() {
                let report = await importer.run(try file.1(try SharedData(name: file.0).opened()))
                #expect(report.refusals.map { "\($0.name): \($0.status)" } == [])
                #expect(report.total.refused == 0 && report.total.updated == 0)
                #expect(report.total.unchanged == report.total.read || index < files.count)
            }
        }
    }

    private func statements(_ kind: String, _ resources: [DossierResource]) -> Int {
        resources.count { $0.fields["kind"]?.text == "STATEMENT_KIND_\(kind)" }
    }

    /// The counts are those of what is given, each name once, and all of it is encoded.
    private func expectCounts(_ reader: any ImportReader, _ resources: [DossierResource]) throws {
        for kind in ResourceKind.allCases {
            #expect(reader.counts[kind, default: 0] == resources.count { $0.kind == kind })
        }
        #expect(Set(names(resources)).count == resources.count)
        for resource in resources { _ = try shown(resource) }
    }
}

/// One of the files beside the project.
struct SharedData {
    let name: String

    private static let folder = Project.root.deletingLastPathComponent().appending(path: "shared/data")

    static let isThere = FileManager.default.fileExists(
        atPath: folder.appending(path: "EuRepoC_Global_Database_1.1.csv").path
    )

    /// Whether there is time for what takes more than a few seconds.
    static let isLong = TestLength.isLong

    private var path: String { Self.folder.appending(path: name).path }

    func opened() throws -> ImportFile { try ImportFile(path) }

    /// What the script counts.
    func recount(_ what: String) async throws -> [String: Int] {
        Dictionary(uniqueKeysWithValues: try await recounted(what).members.map { ($0.name, $0.value.count ?? -1) })
    }

    func recounted(_ what: String) async throws -> JSONValue {
        let script = "Tests/DossierFormatsTests/Datasets/recount.py"
        let command = try await Command.run("python3", script, what, path)
        #expect(command.status == 0, "\(command.output)")
        return try JSONValue(parsing: command.output)
    }
}
