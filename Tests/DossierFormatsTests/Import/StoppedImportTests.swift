import DossierClient
import DossierCore
import DossierTesting
import DossierWire
import Synchronization
import TestSupport
import Testing

@testable import DossierFormats

/// An import that ends early keeps what is acknowledged, says how far it came, and goes on when it is run again.
@Suite struct StoppedImportTests {
    private static let count = 2_000

    private static func dossier() throws -> Dossier {
        Dossier(
            (0..<count).map { number in
                DossierResource(
                    .actors,
                    id: "a\(number)",
                    fields: JSONValue(members: [("display_name", .string("Actor \(number)"))])
                )
            }
        )
    }

    @Test func whatIsAcknowledgedStaysAndARerunGoesOn() async throws {
        try await TestServer.run(isSynchronous: false) { server in
            let resources = Resources(try await server.connect())
            let stop = ImportStop()
            let done = Mutex(0)
            let importer = Importer(resources, stop: stop) { count in
                if done.withLock({
                    $0 += count; return $0 > 500
                }) {
                    stop.stop()
                }
            }
            let report = await importer.run(try Self.dossier())
            guard case .stopped(let name, _) = report.end else {
                Issue.record("ended \(report.end)")
                return
            }
            #expect(report.total.created == report.total.read)
            #expect(name == "actors/a\(report.total.read)")
            #expect((501..<Self.count).contains(report.total.created))
            let rest = await Importer(resources).run(try Self.dossier())
            #expect(rest.total.unchanged == report.total.created)
            #expect(rest.total.created == Self.count - report.total.created)
        }
    }

    @Test func aServerThatGoesIsToldAndLosesNothingAcknowledged() async throws {
        try await withTemporaryFolder { folder in
            let server = try await TestServer.start(in: folder, isSynchronous: false)
            let resources = Resources(try await server.connect())
            let done = Mutex(0)
            let stopping = Mutex<Task<Void, Never>?>(nil)
            let importer = Importer(resources) { count in
                guard
                    done.withLock({
                        $0 += count; return $0 > 300
                    })
                else { return }
                stopping.withLock { if $0 == nil { $0 = Task { await server.stop() } } }
            }
            let report = await importer.run(try Self.dossier())
            await stopping.withLock { $0 }?.value
            guard case .failed(let status) = report.end else {
                Issue.record("ended \(report.end)")
                return
            }
            #expect([.unavailable, .cancelled].contains(status.code), "\(status)")
            let next = try await TestServer.start(in: folder, isSynchronous: false)
            let rest = await Importer(Resources(try await next.connect())).run(try Self.dossier())
            #expect(rest.total.unchanged >= report.total.created)
            #expect(rest.total.unchanged + rest.total.created == Self.count)
            await next.stop()
        }
    }

    /// Statements that answer each other cannot all be first; a long chain in the wrong order can.
    @Test func whatWaitsForEachOtherIsRefusedInTheEnd() async throws {
        try await TestServer.run(isSynchronous: false) { server in
            let resources = Resources(try await server.connect())
            func statement(_ id: String, about: String) throws -> DossierResource {
                let fields = """
                    {"speaker":"actors/a","kind":"STATEMENT_KIND_DENIES","about":[{"name":"\(about)"}]}
                    """
                return DossierResource(.statements, id: id, fields: try json(fields))
            }
            let actor = DossierResource(.actors, id: "a", fields: try json(#"{"display_name":"Speaker"}"#))
            var all = [actor, try statement("x", about: "statements/y"), try statement("y", about: "statements/x")]
            for number in 0..<300 { all.append(try statement("c\(number)", about: "statements/c\(number + 1)")) }
            all.append(try statement("c300", about: "actors/a"))
            let report = await Importer(resources).run(Dossier(all))
            #expect(report.total.created == all.count - 2)
            #expect(Set(report.refusals.map(\.name)) == ["statements/x", "statements/y"])
            #expect(report.remarks.count(.dangling) == 2)
        }
    }

    @Test func whatWaitsIsNotSentOnceItWasAskedToStop() async throws {
        try await TestServer.run(isSynchronous: false) { server in
            let resources = Resources(try await server.connect())
            func statement(_ id: String, about: String) throws -> DossierResource {
                let fields = """
                    {"speaker":"actors/a","kind":"STATEMENT_KIND_DENIES","about":[{"name":"\(about)"}]}
                    """
                return DossierResource(.statements, id: id, fields: try json(fields))
            }
            let all = [
                DossierResource(.actors, id: "a", fields: try json(#"{"display_name":"Speaker"}"#)),
                try statement("x", about: "statements/y"), try statement("y", about: "actors/a"),
            ]
            let stop = ImportStop()
            let done = Mutex(0)
            let importer = Importer(resources, stop: stop) { count in
                if done.withLock({
                    $0 += count; return $0 == 2
                }) {
                    stop.stop()
                }
            }
            let report = await importer.run(Dossier(all))
            guard case .stopped("statements/x", _) = report.end else {
                Issue.record("ended \(report.end)")
                return
            }
            #expect(report.total.created == 2)
            #expect(await Importer(resources).run(Dossier(all)).total.created == 1)
        }
    }

    @Test func whatFindsNoRoomToWaitIsToldSo() {
        let ledger = ImportLedger(ImportTally(unit: "things"))
        let resource = DossierResource(.statements, id: "x", fields: JSONValue(members: []))
        let request = [UInt8](repeating: 0, count: Limits.importDeferredBytes + 1)
        let status = Status.precondition(.referenceMissing, "statements/y", "statements/x refers to statements/y")
        ledger.settle(ImportItem(1, resource, request: request), .refused(status))
        let report = ledger.report(DossierReader(Dossier([])), .complete)
        #expect(ledger.deferredCount == 0 && report.total.refused == 1)
        #expect(report.refusals.first?.status.code == .resourceExhausted)
        #expect(report.refusals.first?.status.message.contains("import it again") == true)
        #expect(report.remarks.count(.dangling) == 0)
    }
}
