import DossierClient
import DossierWire
import Foundation
import TestSupport
import Testing

@testable import DossierFormats

/// MITRE ATT&CK's own file, where a copy lies beside the project: an independent count comes to the same.
@Suite struct PublishedBundleTests {
    private static let path = Project.root.deletingLastPathComponent()
        .appending(path: "shared/data/attack-enterprise-campaigns-groups.stix20.json").path

    @Test(.enabled(if: FileManager.default.fileExists(atPath: path)))
    func theCountsAddUpToTheFilesOwn() async throws {
        let script = Project.root.appending(path: "Tests/DossierFormatsTests/STIX/recount.py").path
        let counted = try json(try await Command.run("python3", script, Self.path).output)
        let reader = try STIXReader(try ImportFile(Self.path))
        let resources = try await reader.resources()
        #expect(counted["things"]?.count == reader.tally.things)
        #expect(counted["understood"]?.count == reader.tally.understood)
        #expect(counted["folded"]?.count == reader.tally.folded)
        #expect(counted["notUnderstood"]?.count == reader.remarks.count(.notUnderstood))
        for kind in ResourceKind.allCases {
            let count = resources.count { $0.kind == kind }
            #expect(counted[kind.rawValue]?.count == count, "\(kind)")
            #expect(reader.counts[kind] == count, "\(kind)")
        }
        #expect(Set(names(resources)).count == resources.count)
    }
}
