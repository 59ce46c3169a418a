import DossierClient
import DossierCore
import Foundation
import TestSupport
import Testing

/// Who may call what: every method that the server's reflection tells of, with everything that a caller may show, by
/// every door. What must come of it follows from the role that the method declares; a new method is among them by itself.
@Suite(.serialized) struct MatrixTests {
    @Test func ttrpc() async throws {
        try await Office.open { office in
            let trials = try await Self.trials(office)
            try Self.compare(trials, try await office.verdictsByTTRPC(trials))
        }
    }

    @Test func grpc() async throws {
        try await Office.open { office in
            let trials = try await Self.trials(office)
            try Self.compare(trials, try await office.verdictsByGRPC(trials))
        }
    }

    @Test func http1() async throws {
        try await Office.open { office in
            let trials = try await Self.trials(office).filter { !$0.clientStreams && !$0.serverStreams }
            try Self.compare(trials, try await office.verdictsByConnect(trials, "http://127.0.0.1", "http1.1"))
        }
    }

    @Test func http2() async throws {
        try await Office.open { file in
            let authority = try await TestCertificate.authority("authority", in: file.deletingLastPathComponent())
            return try await authority.sign("server").options
        } _: { office in
            let trials = try await Self.trials(office).filter { !$0.clientStreams && !$0.serverStreams }
            let options = "http2\ncacert = \"\(office.folder.path)/authority.pem\""
            try Self.compare(trials, try await office.verdictsByConnect(trials, "https://127.0.0.1", options))
        }
    }

    /// A caller needs no role to ask what there is, but must be known.
    private static func trials(_ office: Office) async throws -> [Trial] {
        let declared = try DeclaredMethods.roles(in: office.folder)
        let catalog = try await ServiceCatalog.all(of: office.connect(as: .guest))
        var trials: [Trial] = []
        for service in catalog.services {
            for method in service.methods {
                let path = "\(service.name)/\(method.name)"
                let role = try #require(declared[path], "\(path) is described, and no module declares it")
                trials += Holder.allCases.map { holder in
                    Trial(
                        path,
                        clientStreams: method.clientStreams,
                        serverStreams: method.serverStreams,
                        role: role,
                        holder
                    )
                }
            }
        }
        #expect(Set(trials.map(\.method)) == Set(declared.keys))
        #expect(trials.count >= 50 * Holder.allCases.count)
        // In no order, so that one caller follows upon any other.
        var generator = SeededGenerator(seed: 7)
        return trials.shuffled(using: &generator)
    }

    private static func compare(_ trials: [Trial], _ verdicts: [Trial.Verdict]) throws {
        try #require(verdicts.count == trials.count)
        for (trial, verdict) in zip(trials, verdicts) {
            #expect(verdict == trial.expected, "\(trial.method) by \(trial.holder)")
        }
        // Each verdict is among them, or nothing has been tried.
        #expect(Set(verdicts).count == 3)
    }
}
