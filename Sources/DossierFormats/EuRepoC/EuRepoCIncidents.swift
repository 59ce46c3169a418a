import DossierClient
import DossierCore
import DossierWire

/// The table of incidents, one a row.
struct EuRepoCIncidents: EuRepoCTable {
    static let required = ["ID", "name", "start_date", "receiver_country", "initiator_name"]
    static let source = EuRepoC.source("eurepoc-incidents", "EuRepoC: incidents")
    static let hasThingsOfManyRows = false

    /// Codings that become labels of the incident.
    static let labels = [
        "inclusion_criteria", "inclusion_criteria_subcode", "source_incident_detection_disclosure", "receiver_country",
        "cyber_conflict_issue", "offline_conflict_issue", "offline_conflict_name_HIIK", "offline_conflict_intensity",
        "offline_conflict_intensity_subcode", "zero_days", "zero_days_subcode", "MITRE_initial_access", "MITRE_impact",
        "user_interaction", "has_disruption", "casualties", "unweighted_cyber_intensity", "target_multiplier",
        "impact_indicator_value",
    ]
    /// Codings that EuRepoC states as its judgement: how bad it was, and what the law says of it.
    static let assessments = [
        "data_theft", "disruption", "hijacking", "physical_effects_spatial", "physical_effects_temporal",
        "weighted_cyber_intensity", "impact_indicator", "functional_impact", "intelligence_impact",
        "political_impact_affected_entities",
        "political_impact_third_countries", "economic_impact", "state_responsibility_indicator", "IL_breach_indicator",
        "IL_breach_indicator_subcode", "evidence_for_sanctions_indicator", "legal_attribution_reference",
        "legal_attribution_reference_subcode", "legal_response_indicator",
    ]
    /// Columns with a place of their own; the last ones follow from others, or from the table of attributions.
    private static let placed = [
        "ID", "name", "description", "start_date", "end_date", "incident_type", "receiver_name", "receiver_category",
        "receiver_category_subcode", "initiator_name", "initiator_country", "initiator_category",
        "initiator_category_subcode", "political_response_date", "political_response_type",
        "political_response_type_subcode", "political_response_country", "political_response_actor",
        "legal_response_date", "legal_response_type", "legal_response_type_subcode", "legal_response_country",
        "legal_response_actor", "sources_url", "economic_impact_exact_value", "economic_impact_currency",
        "political_impact_affected_entities_exact_value", "political_impact_third_countries_exact_value",
        "receiver_region", "number_of_attributions", "attribution_date", "attribution_type", "attribution_basis",
        "attributing_actor", "attribution_it_company", "attributing_country", "attributed_initiator",
        "attributed_initiator_country", "attributed_initiator_category", "attributed_initiator_subcategory",
        "sources_attribution", "number_of_political_responses", "number_of_legal_responses",
    ]
    static let known = Set(labels + assessments + placed)

    /// Nil: these are not its columns.
    init?(_ table: CSVTable) {
        guard Self.required.allSatisfy({ table.index($0) != nil }) else { return nil }
    }

    func key(_ row: EuRepoCRow) throws(EuRepoCRow.Fault) -> String {
        guard let id = try row.number("ID") else { throw EuRepoCRow.Fault(column: "ID", reason: "is empty") }
        return "\(id)"
    }

    func thing(_ key: String, _ rows: [EuRepoCRow]) throws(EuRepoCRow.Fault) -> EuRepoCThing? {
        guard rows.count == 1 else { throw EuRepoCRow.Fault(column: "ID", reason: "stands in several rows") }
        var incident = EuRepoCIncident(id: key, rows[0])
        try incident.read()
        return incident.thing
    }
}
