import CDossierProtos
import DossierClient
import DossierWire

/// One resource, all of it, for people.
enum DetailView {
    static func lines(_ resource: JSONValue, _ kind: ResourceKind, _ style: Style) -> [String] {
        let title = resource["title"]?.text ?? resource["displayName"]?.text
        let name = resource["name"]?.text ?? ""
        var sheet = Sheet(title.map { "\(name): \($0)" } ?? name, style)
        switch kind {
        case .actors: addActor(resource, to: &sheet)
        case .sources: addSource(resource, to: &sheet)
        case .incidents: addIncident(resource, to: &sheet)
        case .statements: StatementView.add(resource, to: &sheet)
        }
        addCommon(resource, to: &sheet)
        return sheet.lines
    }

    private static func addActor(_ actor: JSONValue, to sheet: inout Sheet) {
        sheet.add("class", Words.word(actor["identityClass"], dossier__v1__identity_class__type()))
        sheet.add("types", actor.elements("actorTypes").compactMap(\.text).joined(separator: ", "))
        sheet.add("country", actor["country"]?.text ?? "")
        sheet.add("parent", Words.id(actor["parent"]))
        sheet.add("roles", actor.elements("roles").map(role))
        sheet.add("aliases", actor.elements("aliases").map(alias))
        sheet.add("relayer", actor["relayer"] == .bool(true) ? "yes: passes on what others say" : "")
        sheet.add("placeholder", actor["placeholder"] == .bool(true) ? "yes: defined only by reference" : "")
    }

    private static func role(_ role: JSONValue) -> String {
        let organization = Words.id(role["organization"])
        let time = FuzzyTimeText.long(role["valid"])
        return (role["title"]?.text ?? "") + (organization.isEmpty ? "" : " of \(organization)")
            + (time.isEmpty ? "" : ", \(time)")
    }

    private static func alias(_ alias: JSONValue) -> String {
        let user = Words.id(alias["assertedBy"])
        let language = alias["language"]?.text.map { " (\($0))" } ?? ""
        return (alias["value"]?.text ?? "") + language + (user.isEmpty ? "" : ", as \(user) says")
    }

    private static func addSource(_ source: JSONValue, to sheet: inout Sheet) {
        sheet.add("publisher", Words.id(source["publisher"]))
        sheet.add("medium", Words.word(source["medium"], dossier__v1__source_medium__type()))
        sheet.add("published", FuzzyTimeText.long(source["published"]))
        sheet.add("language", source["language"]?.text ?? "")
        sheet.add("url", source["url"]?.text ?? "")
    }

    private static func addIncident(_ incident: JSONValue, to sheet: inout Sheet) {
        sheet.add("occurred", FuzzyTimeText.long(incident["occurred"]))
        sheet.add("disclosed", FuzzyTimeText.long(incident["disclosed"]))
        sheet.add("types", Words.words(incident.elements("types"), dossier__v1__incident_type__type()))
        sheet.add("victims", incident.elements("victims").map(victim))
        sheet.add("summary", incident["summary"]?.text ?? "")
    }

    private static func victim(_ victim: JSONValue) -> String {
        let words = (victim["targetText"]?.text).map { "\"\($0)\"" } ?? ""
        let sectors = victim.elements("sectors").compactMap(\.text)
        return [Words.id(victim["actor"]), words, sectors.isEmpty ? "" : "(\(sectors.joined(separator: ", ")))"]
            .filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func addCommon(_ resource: JSONValue, to sheet: inout Sheet) {
        sheet.add(
            "also at",
            resource.elements("externalRefs").map { reference in
                ["source", "id", "url"].compactMap { reference[$0]?.text }.joined(separator: " ")
            }
        )
        sheet.add(
            "labels",
            resource.elements("labels").map { "\($0["key"]?.text ?? "")=\($0["value"]?.text ?? "")" }.joined(
                separator: " "
            )
        )
        sheet.add("tlp", Words.word(resource["tlp"], dossier__v1__tlp__type()))
        let author = (resource["author"]?.text).map { " by \($0)" } ?? ""
        let revision = (resource["revision"]?.text).map { ", revision \($0)" } ?? ""
        sheet.add("recorded", resource["updateTime"].map { "\(Words.moment($0))\(author)\(revision)" } ?? "")
        sheet.add("redacted", RedactionText.text(resource) ?? "")
        sheet.add("deleted", resource["deleteTime"].map { Words.moment($0) } ?? "")
        sheet.add("etag", resource["etag"]?.text ?? "")
    }
}
