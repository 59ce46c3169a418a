import DossierStore
import Foundation
import TestSupport
import Testing

/// A process whose files may not grow: the engine's writes fail in the system, not in a simulation.
@Suite struct FullDiskTests {
    @Test func aStoreSurvivesItsFullDiskAndGoesOnWhenThereIsSpace() async throws {
        try await withTemporaryFolder { folder in
            let writer = try LimitedWriter(in: folder)
            defer { writer.stop() }
            try await writer.wait { $0.count > 100 }
            try await writer.limitFiles(to: "1000000")
            try await writer.wait { $0.contains(where: LimitedWriter.isRefusal) }
            try await writer.limitFiles(to: "unlimited")
            let before = try writer.lines().count
            try await writer.wait { $0.dropFirst(before).filter { !LimitedWriter.isRefusal($0) }.count > 100 }
            writer.stop()

            let lines = try writer.lines()
            let refusals = Set(lines.filter(LimitedWriter.isRefusal))
            #expect(refusals.allSatisfy { $0.hasPrefix("! RESOURCE_EXHAUSTED: the disk") }, "\(refusals)")
            let kept = try writer.kept()
            #expect(lines.filter { !LimitedWriter.isRefusal($0) && !kept.contains($0) } == [])
        }
    }
}
