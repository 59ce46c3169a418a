import DossierClient
import DossierCore
import DossierWire

/// Makes the fields of one resource from one object, and notes what of it is left out.
struct BundleFields {
    let object: BundleObject
    let survey: BundleSurvey
    private(set) var members: [(String, JSONValue)] = []
    private var labels: [JSONValue] = []

    /// With what all resources have: where the object comes from, its labels, its marking.
    init(_ object: BundleObject, _ survey: BundleSurvey) {
        self.init(besides: object, survey)
        set("external_refs", .array(references()))
        for text in object.texts("labels") { label(of: "stix", text) }
        if object.isTrue("revoked") { label(of: "stix-status", "revoked") }
        if object.isTrue("x_mitre_deprecated") { label(of: "stix-status", "deprecated") }
    }

    /// Of a statement that stands beside the resource which the object is: with its marking alone.
    init(besides object: BundleObject, _ survey: BundleSurvey) {
        self.object = object
        self.survey = survey
        if let tlp = survey.joins.tlp(of: object) { set("tlp", .string(tlp)) }
    }

    mutating func set(_ name: String, _ value: JSONValue?) {
        if let value { members.append((name, value)) }
    }

    mutating func set(_ name: String, _ text: String?) { set(name, text.map(JSONValue.string)) }

    mutating func label(of key: String, _ value: String) { labels.append(.label(key, cut(value))) }

    /// The resource, of which all that is left out has been noted.
    /// - Parameter known: the members of the object that it was made of.
    func resource(_ kind: ResourceKind, id: String, known: Set<String>, keeping kept: [String] = []) -> DossierResource
    {
        leaveOthers(than: known)
        return resource(kind, id: id, keeping: kept)
    }

    /// The resource, where what the object has besides is another's.
    func resource(_ kind: ResourceKind, id: String, keeping kept: [String] = []) -> DossierResource {
        let labels = JSONValue.list(Array(taken(labels, "labels"))).map { [("labels", $0)] } ?? []
        let fields = JSONValue(members: members + labels)
        return DossierResource(kind, id: id, fields: fields, place: object.place, keeping: kept)
    }

    /// As many elements of a list as the record takes; when there are more, that is noted.
    func taken<Element>(_ elements: [Element], _ name: String, atMost limit: Int = Limits.listElements)
        -> ArraySlice<Element>
    {
        if elements.count > limit { leave(name, "are more than the record takes; the rest") }
        return elements.prefix(limit)
    }

    /// A text as long as the record takes it; what is cut is noted.
    func cut(_ text: String, _ name: String = "text", characters: Int? = nil) -> String {
        let limit = characters ?? Limits.textBytes
        let isShort = characters == nil ? text.utf8.count <= limit : text.unicodeScalars.count <= limit
        if isShort { return text }
        var (short, size) = (String.UnicodeScalarView(), 0)
        for scalar in text.unicodeScalars {
            size += characters == nil ? scalar.utf8.count : 1
            if size > limit - 3 { break }
            short.append(scalar)
        }
        leave(name, "is longer than the record takes; its end")
        return String(short) + "…"
    }

    /// Notes that something of the object is left out.
    func leave(_ name: String, _ reason: String) {
        survey.remarks.note(.leftOut, "\(object.type).\(name)", reason, id: object.id, at: object.place)
    }

    /// Notes what members the object has besides those that are known.
    private func leaveOthers(than known: Set<String>) {
        for member in object.value.members where !known.contains(member.name) && !Self.common.contains(member.name) {
            guard member.value != .array([]), member.value != .string(""), member.value != .null else { continue }
            leave(member.name, "has no place in the record")
        }
    }

    /// The object's own id, then where its references lead.
    private func references() -> [JSONValue] {
        var references: [JSONValue] = []
        for other in object.value.elements("external_references") {
            if other["description"] != nil { leave("external_references.description", "has no place in the record") }
            let (id, url) = (other["external_id"]?.text, other["url"]?.text)
            guard let source = other["source_name"]?.text, !source.isEmpty, id != nil || url != nil else {
                leave("external_references", "lacks a source_name, or both an id and an address")
                continue
            }
            references.append(.reference(source, id: id, url: url))
        }
        let own = JSONValue.reference(DossierExtension.source, id: object.id)
        return Array(taken(([own] + references).unique, "external_references"))
    }

    /// Read of every object, or of no meaning but in STIX.
    private static let common: Set<String> = [
        "type", "id", "spec_version", "created", "modified", "created_by_ref", "revoked", "x_mitre_deprecated",
        "labels",
        "external_references", "object_marking_refs", "name",
    ]
}
