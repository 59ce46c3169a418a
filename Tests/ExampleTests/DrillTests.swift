import Foundation
import TestSupport
import Testing

/// The drills of docs/operations.md: each script as it stands there, with the programs as they are installed.
@Suite struct DrillTests {
    /// Whatever the script has started ends with it.
    private static let end = "trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT"

    @Test func everyDrillGoesAsItIsWritten() async throws {
        let programs = try await Installation.standard().path("bin")
        let document = try Project.file("docs/operations.md").text
        let drills = document.matches(of: #/### Drill: (.*)\n(?:(?!###)[\s\S])*?```bash\n([\s\S]*?)```/#)
        #expect(drills.count == document.ranges(of: "### Drill: ").count)
        #expect(drills.count > 4)
        for drill in drills {
            let script = "\(Self.end)\nPATH=\(programs):$PATH\n\(drill.2)"
            let run = try await withTemporaryFolder { folder in
                try await Command.run(
                    ["DOSSIER_SERVER=127.0.0.1:\(try FreePort.find())", "timeout", "60", "bash", "-euxc", script],
                    in: folder
                )
            }
            #expect(run.status == 0, "\(drill.1): \(run.output.suffix(2_000))")
        }
    }
}
