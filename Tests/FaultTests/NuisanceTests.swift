import DossierClient
import DossierCore
import DossierTesting
import DossierTransport
import Foundation
import TestSupport
import Testing

/// Clients that do not read, do not finish what they began, lie or do nothing: others are served as before.
@Suite struct NuisanceTests {
    @Test(arguments: Nuisance.allCases)
    func disturbsNobody(_ nuisance: Nuisance) async throws {
        try raiseDescriptorLimit()
        try await withTemporaryFolder { folder in
            // As a shell may: the server must raise it by itself.
            let launcher = ["prlimit", "--nofile=512:\(Nuisance.connections * 4)"]
            let server = try await DossierdProcess.start(in: folder, record: folder, launcher: launcher)
            do {
                let record = try await Record(port: server.port)
                for number in 0..<40 { try await record.create("large-\(number)", bytes: 9_000) }
                let before = try await Self.latency(server, "before")
                let memory = residentMemory(of: server.identifier)
                let nuisances = try nuisance.begin(port: Int(server.port))
                let meanwhile = try await Self.latency(server, "meanwhile")
                #expect(meanwhile < max(before * 10, .milliseconds(250)), "\(before) before")
                #expect(residentMemory(of: server.identifier) - memory < 256 << 20)
                withExtendedLifetime(nuisances) {}
            } catch {
                await server.kill()
                throw error
            }
            #expect(await server.stop() == 0)
        }
    }

    /// How long calls take, on a connection that is there and on new ones: all but the slowest few.
    private static func latency(_ server: DossierdProcess, _ prefix: String) async throws -> Duration {
        var times: [Duration] = []
        let clock = ContinuousClock()
        let held = try await Record(port: server.port)
        for number in 0..<40 {
            times.append(try await clock.measure { try await held.create("\(prefix)-\(number)") })
            times.append(
                try await clock.measure { try await Record(port: server.port).check("\(prefix)-\(number)") }
            )
            times.append(try await clock.measure { try await held.check("large-7", bytes: 9_000) })
        }
        return times.sorted()[times.count * 95 / 100]
    }

    @Test func halfAFrameIsClosedInTime() async throws {
        var listen = ListenerConfiguration(host: "127.0.0.1", port: 0)
        listen.frameNanoseconds = 200_000_000
        try await TestServer.run(listen: listen) { server in
            let watcher = Record(try await server.connect())
            var events = try await watcher.watch().makeAsyncIterator()
            let stalled = try Nuisance.halfFrames.begin(port: server.address.port)
            for client in stalled { #expect(client.isAtEnd(within: 5)) }
            // A stream that is open is not half a frame.
            try await Record(try await server.connect()).create("after")
            #expect(try await events.next() != nil)
        }
    }
}
