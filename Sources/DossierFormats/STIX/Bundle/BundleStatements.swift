import DossierClient
import DossierCore
import DossierWire

/// What the authors of objects say by them, as statements.
struct BundleStatements {
    let survey: BundleSurvey

    /// How many statements an object becomes, if all it refers to is there.
    static func count(_ object: BundleObject) -> Int {
        switch object.type {
        case "identity", "threat-actor", "intrusion-set": object.text("description") == nil ? 0 : 1
        case "incident": BundleAssessment.all(of: object).count
        case "relationship", "note", "opinion": object.isWithdrawn ? 2 : 1
        default: 0
        }
    }

    /// All statements of an object; none: it is about nothing that the record can hold, which has been noted.
    func statements(_ object: BundleObject) throws(Status) -> [DossierResource] {
        switch object.type {
        case "identity", "threat-actor", "intrusion-set": return try description(object)
        case "incident": return try assessments(object)
        case "relationship": return try retractable(object, try relationship(object))
        case "opinion": return try retractable(object, try opinion(object))
        case "note": return try retractable(object, try note(object))
        default: return []
        }
    }

    /// The words that an author has for an actor.
    private func description(_ object: BundleObject) throws(Status) -> [DossierResource] {
        guard let text = object.text("description") else { return [] }
        var fields = try statement(object, "STATEMENT_KIND_CHARACTERISES", text: text, isBeside: true)
        fields.set("target_actors", .array([.string("actors/\(BundleName.resourceID(object.id))")]))
        let id = ForeignID.resourceID("describes", BundleName.resourceID(object.id))
        return [fields.resource(.statements, id: id)]
    }

    private func assessments(_ object: BundleObject) throws(Status) -> [DossierResource] {
        var ordinals: [String: Int] = [:]
        return try BundleAssessment.all(of: object).map { (assessment) throws(Status) in
            let ordinal = ordinals[assessment.dimension, default: 0]
            ordinals[assessment.dimension] = ordinal + 1
            var fields = try statement(object, "STATEMENT_KIND_ASSESSES", text: nil, isBeside: true)
            fields.set("about", about(["incidents/\(BundleName.resourceID(object.id))"]))
            fields.set("assessment", self.assessment(assessment.dimension, assessment.value, fields))
            let id = ForeignID.resourceID("assesses", "\(assessment.dimension) \(ordinal) \(object.id)")
            return fields.resource(.statements, id: id)
        }
    }

    private func relationship(_ object: BundleObject) throws(Status) -> DossierResource? {
        guard let relation = BundleRelation(object), let source = try survey.name(relation.source),
            let target = try survey.name(relation.target)
        else { return aboutNothing(object) }
        var fields: BundleFields
        let text = object.text("description")
        switch relation.meaning {
        case .attribution:
            fields = try statement(object, "STATEMENT_KIND_ATTRIBUTES", text: text)
            fields.set("about", about([source]))
            fields.set("target_actors", .array([.string(target)]))
        case .link(let type):
            fields = try statement(object, "STATEMENT_KIND_LINKS", text: text)
            let link = JSONValue.fields([
                "type": .string(type), "from": .string(source), "to": .string(target),
                "text": .string(fields.cut(relation.type)),
                "valid": BundleTime.span(object.time("start_time"), object.time("stop_time")),
            ])
            fields.set("link", link)
        case .location, .victim, .nothing: return aboutNothing(object)
        }
        return done(object, fields, ["relationship_type", "source_ref", "target_ref", "description"])
    }

    private func opinion(_ object: BundleObject) throws(Status) -> DossierResource? {
        guard let word = object.text("opinion"), let kind = Self.opinions[word] else {
            survey.remarks.note(
                .damaged,
                object.type,
                "has no \"opinion\" of the five",
                id: object.id,
                at: object.place
            )
            return nil
        }
        let subjects = try subjects(object)
        guard !subjects.isEmpty else { return aboutNothing(object) }
        var fields: BundleFields
        if subjects.allSatisfy({ $0.hasPrefix("statements/") }) {
            fields = try statement(object, kind, text: object.text("explanation"))
        } else {
            fields = try statement(object, "STATEMENT_KIND_ASSESSES", text: object.text("explanation"))
            fields.set("assessment", assessment("opinion", word, fields))
        }
        fields.set("about", about(subjects))
        fields.label(of: "stix-opinion", word)
        return done(object, fields, ["opinion", "explanation", "object_refs"])
    }

    private func note(_ object: BundleObject) throws(Status) -> DossierResource? {
        let subjects = try subjects(object)
        guard !subjects.isEmpty else { return aboutNothing(object) }
        let text = [object.text("abstract"), object.text("content")].compactMap { $0 }.joined(separator: "\n")
        var fields = try statement(object, "STATEMENT_KIND_REPORTS", text: text)
        fields.set("about", about(subjects))
        return done(object, fields, ["abstract", "content", "object_refs"])
    }

    /// The statement, and that it was taken back, if it was.
    private func retractable(_ object: BundleObject, _ statement: DossierResource?) throws(Status)
        -> [DossierResource]
    {
        guard let statement else { return [] }
        guard object.isWithdrawn else { return [statement] }
        var fields = BundleFields(besides: object, survey)
        fields.set("speaker", try survey.speaker(object.author))
        fields.set("kind", "STATEMENT_KIND_RETRACTS")
        fields.set("said", object.time("modified").map(BundleTime.instant))
        fields.set("about", about([statement.name]))
        return [statement, fields.resource(.statements, id: ForeignID.resourceID("retracts", statement.id))]
    }

    private static let opinions = [
        "strongly-disagree": "STATEMENT_KIND_DENIES", "disagree": "STATEMENT_KIND_DOUBTS",
        "neutral": "STATEMENT_KIND_REPORTS", "agree": "STATEMENT_KIND_CORROBORATES",
        "strongly-agree": "STATEMENT_KIND_CORROBORATES",
    ]
}

extension BundleStatements {
    /// What an author says by an object.
    /// - Parameter isBeside: the object is another resource itself.
    private func statement(
        _ object: BundleObject,
        _ kind: String,
        text: String?,
        isBeside: Bool = false
    ) throws(Status) -> BundleFields {
        var fields = isBeside ? BundleFields(besides: object, survey) : BundleFields(object, survey)
        fields.set("speaker", try survey.speaker(object.author))
        fields.set("kind", kind)
        fields.set("said", object.time("created").map(BundleTime.instant))
        let confidence = object["confidence"]?.count
        if let confidence, (0...100).contains(confidence) { fields.set("confidence", .number("\(confidence)")) }
        fields.set("appearances", .array(appearances(object, text.map { fields.cut($0, "text") }, fields)))
        return fields
    }

    /// In all that the author has published, and in the reports that hold it.
    private func appearances(_ object: BundleObject, _ text: String?, _ fields: BundleFields) -> [JSONValue] {
        let reports = fields.taken(survey.joins.reports(of: object.id), "reports", atMost: Limits.listElements / 2)
            .compactMap { try? survey.sourceName(of: $0) }
        let own = JSONValue.narration(
            "sources/\(BundleName.source(of: object.author))",
            object.id,
            text: text.flatMap { $0.isEmpty ? nil : $0 }
        )
        return [own] + reports.map { .narration($0, object.id) }
    }

    private func subjects(_ object: BundleObject) throws(Status) -> [String] {
        var names: [String] = []
        for id in BundleFields(besides: object, survey).taken(object.texts("object_refs"), "object_refs") {
            if let name = try survey.name(id), !name.hasPrefix("sources/") { names.append(name) }
        }
        return names.unique
    }

    private func about(_ names: [String]) -> JSONValue { .array(names.map(JSONValue.about)) }

    private func assessment(_ dimension: String, _ value: String, _ fields: BundleFields) -> JSONValue {
        .fields(["dimension": .string(fields.cut(dimension)), "value": .string(fields.cut(value))])
    }

    private func done(_ object: BundleObject, _ fields: BundleFields, _ known: Set<String>) -> DossierResource {
        survey.tally.understood += 1
        let known = known.union(["confidence", "start_time", "stop_time"])
        return fields.resource(.statements, id: BundleName.resourceID(object.id), known: known)
    }

    private func aboutNothing(_ object: BundleObject) -> DossierResource? {
        _ = survey.notUnderstood(object, "it is about nothing that the record can hold")
        return nil
    }
}
