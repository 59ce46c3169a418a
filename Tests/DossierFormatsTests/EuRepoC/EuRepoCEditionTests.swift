import DossierClient
import DossierWire
import Testing

@testable import DossierFormats

/// A newer edition names the statements of an older one as that did, whatever it adds and however it orders them.
@Suite struct EuRepoCEditionTests {
    @Test func aSpeakerKeepsHisStatement() async throws {
        func speakers(_ names: [String]) async throws -> [String: String?] {
            let rows = EuRepoCFixture.crossed(id: "77", speakers: names, initiators: ["Heron"])
            return byName(try await EuRepoCFixture.attributions(rows)) { $0["speaker"]?.text }
        }
        let older = try await speakers(["Alpha Agency", "Beta Agency"])
        let newer = try await speakers(["Gamma Agency", "Beta Agency", "Alpha Agency"])
        #expect(older.count == 2 && newer.count == 3)
        #expect(newer.merging(older) { $1 } == newer)
        #expect(try await speakers(["Alpha Agency"]).keys.sorted() == ["statements/eurepoc-77"])
    }

    @Test func anAttributionKeepsItsStatementWhenAnotherIncidentTakesItsID() async throws {
        func incidents(_ ids: [String]) async throws -> [String: String?] {
            let rows = ids.map { id in EuRepoCFixture.attribution.merging(["incident_ID": id]) { $1 } }
            return byName(try await EuRepoCFixture.attributions(rows)) {
                $0.elements("about").first?["name"]?.text
            }
        }
        let older = try await incidents(["9001"])
        let newer = try await incidents(["10002", "9001"])
        #expect(older == ["statements/eurepoc-77": "incidents/eurepoc-9001"] && newer.count == 2)
        #expect(newer.merging(older) { $1 } == newer)
    }

    @Test func aResponseKeepsItsStatement() async throws {
        let sanctions = ["2022-09-09", "Peaceful means: Retorsion", "Economic sanctions", "United States", "Treasury"]
        let warning = ["2022-07-02", "Stabilizing measures", "Awareness raising", "Albania", "Not available"]
        func responses(_ all: [[String]]) async throws -> [String: String?] {
            var row = EuRepoCFixture.incident
            for (index, part) in ["date", "type", "type_subcode", "country", "actor"].enumerated() {
                row["legal_response_\(part)"] = all.map { $0[index] }.joined(separator: "; ")
            }
            return byName(try await EuRepoCFixture.incidents([row])) { $0["measure"]?["type"]?.text }
                .filter { $0.value != nil }
        }
        let older = try await responses([sanctions, warning])
        let newer = try await responses([warning, sanctions, sanctions])
        #expect(older.count == 2 && newer.count == 3)
        #expect(newer.merging(older) { $1 } == newer)
    }

    private func byName(_ resources: [DossierResource], _ value: (JSONValue) -> String?) -> [String: String?] {
        let statements = resources.filter { $0.kind == .statements }
        return Dictionary(uniqueKeysWithValues: statements.map { ($0.name, value($0.fields)) })
    }
}
