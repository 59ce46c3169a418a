import DossierClient
import Foundation

@testable import DossierFormats

/// Rows as EuRepoC writes them, of things that never happened.
enum EuRepoCFixture {
    static let incidentColumns = Array(EuRepoCIncidents.known).sorted()
    static let attributionColumns = Array(EuRepoCAttributions.known).sorted()

    static let incident = [
        "ID": "9001", "name": "Ministry shut down", "description": "Of a land\nthat is not.",
        "start_date": "2007-01-01",
        "end_date": "2007-01-01", "incident_type": "Disruption; Data theft & Doxing",
        "receiver_name": "[['Ministry'], [\"Power Ltd\"]]", "receiver_country": "['Albania', 'Albania']",
        "receiver_category": "[['State institutions / political system'], ['Critical infrastructure']]",
        "receiver_category_subcode": "[['Police'], ['Energy']]", "initiator_name": "['Heron']",
        "initiator_country": "['Iran, Islamic Republic of']", "initiator_category": "['State']",
        "number_of_attributions": "1", "weighted_cyber_intensity": "2.0", "disruption": "none",
        "legal_response_date": "2022-09-09 00:00:00", "legal_response_type": "Peaceful means: Retorsion",
        "legal_response_type_subcode": "Economic sanctions", "legal_response_country": "United States",
        "legal_response_actor": "Treasury (Office; USA)", "sources_url": "['https://example.org/a']",
    ]

    static let attribution = [
        "incident_ID": "9001", "attribution_ID": "77.0", "attribution_date": "2022-09-08",
        "attribution_type": "Political statement / report (e.g., on government / state agency websites)",
        "attribution_basis": "Attribution by receiver government / state entity", "attributing_actor": "Alpha Agency",
        "attributing_country": "United States", "attributed_initiator": "Heron",
        "attributed_initiator_country": "Iran, Islamic Republic of", "attributed_initiator_category": "State",
    ]

    /// An attribution by several, of several: a row for each combination.
    static func crossed(id: String, speakers: [String], initiators: [String]) -> [[String: String]] {
        speakers.flatMap { speaker in
            initiators.map { initiator in
                attribution.merging([
                    "attribution_ID": id, "attributing_actor": speaker, "attributed_initiator": initiator,
                ]) { $1 }
            }
        }
    }

    /// A table of them.
    static func text(_ columns: [String], _ rows: [[String: String]]) -> String {
        ([columns] + rows.map { row in columns.map { row[$0] ?? "" } })
            .map { $0.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\r\n" }
            .joined()
    }

    static func incidents(_ rows: [[String: String]]) async throws -> [DossierResource] {
        try await withReader(of: text(incidentColumns, rows).utf8, EuRepoC.reader) { try await $0.resources() }
    }

    static func attributions(_ rows: [[String: String]]) async throws -> [DossierResource] {
        try await withReader(of: text(attributionColumns, rows).utf8, EuRepoC.reader) { try await $0.resources() }
    }
}
