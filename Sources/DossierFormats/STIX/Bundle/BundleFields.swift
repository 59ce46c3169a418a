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

    mutating func label(of key: String, _ value: String) {
        guard labels.count < Limits.listElements else { return }
        labels.append(JSONValue(members: [("key", .string(key)), ("value", .string(cut(value)))]))
    }

    /// The whole.
    var json: JSONValue {
        JSONValue(members: members + (labels.isEmpty ? [] : [("labels", .array(labels))]))
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
    func leaveOthers(than known: Set<String>) {
        for member in object.value.members where !known.contains(member.name) && !Self.common.contains(member.name) {
            guard member.value != .array([]), member.value != .string(""), member.value != .null else { continue }
            leave(member.name, "has no place in the record")
        }
    }

    /// The object's own id, then where its references lead.
    private func references() -> [JSONValue] {
        var references = [Self.reference(DossierExtension.source, object.id, nil)]
        for other in object.value.elements("external_references").prefix(Limits.listElements - 1) {
            guard let source = other["source_name"]?.text, !source.isEmpty else { continue }
            let (id, url) = (other["external_id"]?.text, other["url"]?.text)
            if other["description"] != nil { leave("external_references.description", "has no place in the record") }
            guard id != nil || url != nil else { continue }
            let reference = Self.reference(source, id, url)
            if !references.contains(reference) { references.append(reference) }
        }
        return references
    }

    private static func reference(_ source: String, _ id: String?, _ url: String?) -> JSONValue {
        let members = [("source", source), ("id", id), ("url", url)].compactMap { name, value in
            value.map { (name, JSONValue.string($0)) }
        }
        return JSONValue(members: members)
    }

    /// Read of every object, or of no meaning but in STIX.
    private static let common: Set<String> = [
        "type", "id", "spec_version", "created", "modified", "created_by_ref", "revoked", "x_mitre_deprecated",
        "labels",
        "external_references", "object_marking_refs", "name",
    ]
}
