import Foundation
import TestSupport
import Testing

/// What the fuzzer begins with, and what it has found before.
@Suite(.serialized) struct ReplayTests {
    @Test(arguments: FuzzTarget.allCases) func seedsBreakNothing(_ target: FuzzTarget) throws {
        let seeds = try Self.inputs("Corpus", target)
        #expect(!seeds.isEmpty, "Tests/Fuzz/seeds.py makes them")
        for (name, seed) in seeds { Self.replay(seed, name, target) }
    }

    @Test(arguments: FuzzTarget.allCases) func whatWasFoundStaysMended(_ target: FuzzTarget) throws {
        for (name, input) in try Self.inputs("Regressions", target) { Self.replay(input, name, target) }
    }

    private static func replay(_ input: Data, _ name: String, _ target: FuzzTarget) {
        do {
            // As long as it is and no longer, as the fuzzer has it.
            try Array(input).withUnsafeBytes { try target.run($0) }
        } catch {
            Issue.record("\(target.rawValue), \(name): \(error)")
        }
    }

    private static func inputs(_ kind: String, _ target: FuzzTarget) throws -> [(name: String, input: Data)] {
        let folder = Project.root.appending(path: "Tests/Fuzz/\(kind)/\(target.rawValue)")
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
            (name, try Data(contentsOf: folder.appending(path: name)))
        }
    }
}
