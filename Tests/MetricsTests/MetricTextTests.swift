import DossierTesting
import Foundation
import TestSupport
import Testing

/// The text, the document and what is made for whoever watches servers name the same metrics.
@Suite struct MetricTextTests {
    private func text() async throws -> String {
        try await TestServer.run { server in
            let client = try await server.connect()
            _ = try await client.call(.init("dossier.v1.Server", "GetStatus"), [])
            return try await Admin.run(of: server) { try await $0.get("/metrics").text }
        }
    }

    @Test func promtoolFindsNoFault() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "metrics")
            try Data(try await text().utf8).write(to: file)
            let check = try await Command.run("sh", "-c", "promtool check metrics < '\(file.path)'")
            #expect(check.status == 0 && check.output.isEmpty, "\(check.output)")
        }
    }

    @Test func eachIsDocumented() async throws {
        let document = try Project.file("docs/metrics.md").text
        let families = MetricText(try await text()).families
        #expect(families.count > 30)
        for family in families {
            #expect(
                document.contains("\n| `\(family.name)` | \(family.type) |")
                    && document.contains("| \(family.help) |\n"),
                "\(family)"
            )
        }
        #expect(document.matches(of: /\n\| `(?:dossier|process)_/).count == families.count)
    }

    @Test func reasonsToRefuseAConnectionAreDocumented() async throws {
        let document = try Project.file("docs/metrics.md").text
        let samples = try await text().matches(of: /dossier_connections_refused_total\{reason="(\w+)"\}/)
        let reasons = samples.map(\.1)
        #expect(reasons.contains("plain_text"))
        for reason in reasons { #expect(document.contains("(`\(reason)`)"), "\(reason)") }
    }

    @Test func promtoolTakesTheRules() async throws {
        let check = try await Command.run("promtool", "check", "rules", "packaging/alerts.yaml")
        #expect(check.status == 0, "\(check.output)")
    }

    /// Each rings when it must, and none when all is well.
    @Test func theRulesRing() async throws {
        let check = try await Command.run("promtool", "test", "rules", "Tests/MetricsTests/alerts.yaml")
        #expect(check.status == 0, "\(check.output)")
        let rules = try Project.file("packaging/alerts.yaml").text.matches(of: /- alert: (\w+)/).map(\.1)
        let series = try Project.file("Tests/MetricsTests/alerts.yaml").text
        for rule in rules { #expect(series.contains("alertname=\"\(rule)\""), "\(rule)") }
    }

    @Test(arguments: ["packaging/alerts.yaml", "packaging/grafana-dashboard.json"])
    func namesWhatThereIs(_ path: String) async throws {
        let file = try Project.file(path).text
        let names = Set(file.matches(of: /\b(?:dossier|process)_[a-z_]+/).map { String($0.0) })
        #expect(names.count > 5)
        let known = MetricText(try await text()).names
        #expect(names.subtracting(known).isEmpty)
    }

    @Test func theDashboardIsJSON() throws {
        let file = try Project.file("packaging/grafana-dashboard.json").text
        let dashboard = try JSONSerialization.jsonObject(with: Data(file.utf8)) as? [String: Any]
        let panels = try #require(dashboard?["panels"] as? [[String: Any]])
        #expect(panels.count > 15)
        #expect(panels.allSatisfy { ($0["targets"] as? [[String: Any]])?.isEmpty == false })
    }
}
