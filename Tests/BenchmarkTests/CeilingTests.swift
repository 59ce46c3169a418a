import Foundation
import TestSupport
import Testing

/// What single steps of a call take, in instructions and allocations, stays below Benchmarks/ceilings.json.
@Suite struct CeilingTests {
    @Test(.timeLimit(.minutes(5))) func noStepTakesMoreThanItMay() async throws {
        let micro = try await Command.run("Benchmarks/micro", "--build", "debug", "--check")
        #expect(micro.status == 0, "\(micro.output)")
        #expect(micro.output.contains("| route |"))
    }

    @Test(.enabled(if: TestLength.isLong), .timeLimit(.minutes(5))) func aStepThatTakesMoreIsFound() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "ceilings.json")
            let ceilings = ["debug": ["get": ["instructions": 1_000.0, "allocations": 1]]]
            try JSONEncoder().encode(ceilings).write(to: file)
            let micro = try await Command.run(
                "Benchmarks/micro",
                "--build",
                "debug",
                "--check",
                "--ceilings",
                file.path,
                "get"
            )
            #expect(micro.status == 1)
            #expect(micro.output.contains(/get takes [\d,]+ instructions, more than 1,000/))
            #expect(micro.output.contains(/get takes [\d.]+ allocations, more than 1/))
        }
    }
}
