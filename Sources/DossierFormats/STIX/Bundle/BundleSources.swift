import DossierClient
import DossierCore
import DossierWire

/// Reports, as sources; and for each author whose objects become statements the source that these stand in.
struct BundleSources {
    let survey: BundleSurvey

    func source(_ object: BundleObject) throws(Status) -> DossierResource {
        var fields = BundleFields(object, survey)
        fields.set("title", fields.cut(object.text("name") ?? "", "name", characters: Limits.titleCharacters))
        if !object.author.isEmpty { fields.set("publisher", try survey.speaker(object.author)) }
        let urls = object.value.elements("external_references").compactMap { $0["url"]?.text }
        fields.set("url", urls.first)
        fields.set("medium", "SOURCE_MEDIUM_REPORT")
        fields.set("published", object.time("published").map(BundleTime.instant))
        for type in object.texts("report_types") { fields.label(of: "stix-report-type", type) }
        return fields.resource(.sources, id: BundleName.resourceID(object.id), known: Self.known)
    }

    /// What an author has published as STIX, as a whole.
    /// - Parameter object: the author himself, whose name it tells and whose marking it has; nil: the file does not hold him.
    func source(of author: String, _ object: BundleObject?) throws(Status) -> DossierResource {
        let subject = author.isEmpty ? "an author who is not given" : object?.text("name") ?? author
        let fields = JSONValue.fields([
            "title": .string("STIX objects of \(subject.prefix(Limits.titleCharacters / 2))"),
            "publisher": .string(try survey.speaker(author)), "medium": .string("SOURCE_MEDIUM_DATASET"),
            "tlp": object.flatMap(marking).map(JSONValue.string), "labels": .list(notices(of: author)),
        ])
        let isStandIn = object == nil && !author.isEmpty
        let id = BundleName.source(of: author)
        return DossierResource(.sources, id: id, fields: fields, keeping: ["labels"], isStandIn: isStandIn)
    }

    private func notices(of author: String) -> [JSONValue] {
        let all = survey.joins.notices[author] ?? []
        let short = all.prefix(Limits.stixNotices).filter { $0.utf8.count <= Limits.textBytes }
        if short.count < all.count {
            let reason = "is longer than the record takes, or one of more than \(Limits.stixNotices) of one author"
            survey.remarks.note(.leftOut, "marking-definition.definition", reason, id: author)
        }
        return short.map { .label("notice", $0) }
    }

    private func marking(_ object: BundleObject) -> String? {
        TLPMarking.stricter(survey.joins.tlp(of: object), object.recorded?["tlp"]?.text)
    }

    private static let known: Set<String> = ["published", "report_types", "object_refs"]
}
