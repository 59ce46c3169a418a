import CDossierProtos
import DossierCore
import ModuleKit

/// What makes a statement valid, by itself.
struct StatementCheck {
    private let statement: Dossier__V1__Statement
    private let check: FieldCheck

    init(_ statement: Dossier__V1__Statement, _ check: FieldCheck) {
        self.statement = statement
        self.check = check
    }

    func run() {
        voices()
        subjects()
        parts()
        appearances()
        grades()
    }

    private func voices() {
        check.name(statement.speaker, "speaker", of: [Kinds.actors], required: true)
        check.name(statement.on_behalf_of, "on_behalf_of", of: [Kinds.actors])
        check.name(statement.reported_by, "reported_by", of: [Kinds.actors])
        check.require(statement.kind != .unspecified, "kind", "is required")
        check.id(statement.utterance, "utterance")
    }

    private func subjects() {
        var seen: Set<String> = []
        check.each(MessageList(statement.about, statement.n_about), "about") { reference, check in
            check.name(reference.name, "name", of: Kinds.subjects, required: true)
            let name = check.string(reference.name)
            check.require(seen.insert(name).inserted, "name", "\(name) is named twice")
        }
        check.names(
            TextList(statement.target_actors, statement.n_target_actors),
            "target_actors",
            of: [Kinds.actors]
        )
        if answers, statement.n_about == 0, statement.n_target_actors == 0 {
            check.add("about", "is required, or target_actors: what is the statement about?")
        }
        if statement.kind == .attributes {
            let names = MessageList(statement.about, statement.n_about).map { check.string($0.name) }
            let isOfIncident = names.contains { $0.hasPrefix("incidents/") }
            check.require(isOfIncident, "about", "must name the incident that is attributed")
            check.require(statement.n_target_actors > 0, "target_actors", "is required: to whom is it attributed?")
        }
        if statement.kind == .retracts {
            let about = MessageList(statement.about, statement.n_about).map { check.string($0.name) }
            let isOne = about.count == 1 && about[0].hasPrefix("statements/")
            check.require(isOne, "about", "must name the one statement that is taken back")
        }
    }

    /// Kinds that make no sense without something, or someone, they are about.
    private var answers: Bool {
        switch statement.kind {
        case .claims, .corroborates, .denies, .rejects, .doubts, .assesses, .characterises, .sanctions, .condemns,
            .accuses, .supports:
            true
        default: false
        }
    }

    private func parts() {
        let links = statement.kind == .links
        check.require(links == (statement.link != nil), "link", links ? "is required" : "is of LINKS statements only")
        check.inside(statement.link, "link", LinkCheck.check)
        let assesses = statement.kind == .assesses
        check.require(
            assesses == (statement.assessment != nil),
            "assessment",
            assesses ? "is required" : "is of ASSESSES statements only"
        )
        check.inside(statement.assessment, "assessment") { assessment, check in
            check.required(assessment.dimension, "dimension")
            check.required(assessment.value, "value")
        }
        measure()
    }

    private func measure() {
        let announces = statement.kind == .announcesMeasure
        let sanctions = statement.kind == .sanctions
        if announces { check.require(statement.measure != nil, "measure", "is required") }
        if statement.measure != nil, !announces, !sanctions {
            check.add("measure", "is of ANNOUNCES_MEASURE and SANCTIONS statements only")
        }
        check.inside(statement.measure, "measure") { measure, check in
            check.require(measure.type != DOSSIER__V1__MEASURE_TYPE__MEASURE_TYPE_UNSPECIFIED, "type", "is required")
            check.name(measure.decided_by, "decided_by", of: [Kinds.actors])
            check.names(TextList(measure.targets, measure.n_targets), "targets", of: [Kinds.actors])
        }
    }

    private func appearances() {
        check.each(MessageList(statement.appearances, statement.n_appearances), "appearances") { appearance, check in
            check.name(appearance.source, "source", of: [Kinds.sources], required: true)
            check.require(
                appearance.form != DOSSIER__V1__APPEARANCE_FORM__APPEARANCE_FORM_UNSPECIFIED,
                "form",
                "is required"
            )
        }
    }

    private func grades() {
        if statement.confidence_value_case == DOSSIER__V1__STATEMENT__CONFIDENCE_VALUE_CONFIDENCE {
            check.require((0...100).contains(statement.confidence), "confidence", "must be 0 to 100")
        }
        check.each(MessageList(statement.quantities, statement.n_quantities), "quantities") { quantity, check in
            check.required(quantity.of, "of")
            check.required(quantity.text, "text")
            let isBounded =
                quantity.minimum_value_case == DOSSIER__V1__QUANTITY__MINIMUM_VALUE_MINIMUM
                && quantity.maximum_value_case == DOSSIER__V1__QUANTITY__MAXIMUM_VALUE_MAXIMUM
            check.require(!isBounded || quantity.minimum <= quantity.maximum, "maximum", "is less than minimum")
            check.require(quantity.minimum.isFinite, "minimum", "must be a number")
            check.require(quantity.maximum.isFinite, "maximum", "must be a number")
        }
    }
}
