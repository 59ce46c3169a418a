import CDossierProtos
import DossierClient
import DossierWire

/// The resources of one kind, a row each.
enum ResourceTable {
    static func headings(_ kind: ResourceKind) -> [String] {
        switch kind {
        case .actors: ["ID", "CLASS", "PARENT", "NAME"]
        case .sources: ["ID", "PUBLISHED", "MEDIUM", "PUBLISHER", "TITLE"]
        case .incidents: ["ID", "OCCURRED", "TYPES", "TITLE"]
        case .statements: ["ID", "SAID", "SPEAKER", "KIND", "ABOUT"]
        }
    }

    static func cells(_ resource: JSONValue, _ kind: ResourceKind) -> [String] {
        [Words.id(resource["name"], kind)] + details(resource, kind)
    }

    private static func details(_ resource: JSONValue, _ kind: ResourceKind) -> [String] {
        switch kind {
        case .actors:
            [
                Words.word(resource["identityClass"], dossier__v1__identity_class__type()),
                Words.id(resource["parent"]), resource["displayName"]?.text ?? "",
            ]
        case .sources:
            [
                FuzzyTimeText.short(resource["published"]),
                Words.word(resource["medium"], dossier__v1__source_medium__type()),
                Words.id(resource["publisher"]), resource["title"]?.text ?? "",
            ]
        case .incidents:
            [
                FuzzyTimeText.short(resource["occurred"]),
                Words.words(resource.elements("types"), dossier__v1__incident_type__type()),
                resource["title"]?.text ?? "",
            ]
        case .statements:
            [
                FuzzyTimeText.short(resource["said"]), StatementView.speaker(resource),
                Words.word(resource["kind"], dossier__v1__statement_kind__type()), StatementView.matter(resource),
            ]
        }
    }
}
