import DossierCore
import DossierWire
import DossierYAML

/// One object of a bundle.
struct BundleObject {
    let value: JSONValue
    let type: String
    let id: String
    let place: Place

    /// - Throws: what is wrong with it, when it has no type or no id.
    init(_ value: JSONValue, at place: Place) throws(JSONTrouble) {
        guard case .object = value else { throw JSONTrouble("is no JSON object", at: place) }
        guard let type = value["type"]?.text, !type.isEmpty else { throw JSONTrouble("has no \"type\"", at: place) }
        guard let id = value["id"]?.text, id.hasPrefix("\(type)--"), id.utf8.count > type.utf8.count + 2 else {
            throw JSONTrouble("has no \"id\" of its type", at: place)
        }
        (self.value, self.type, self.id, self.place) = (value, type, id, place)
    }

    subscript(_ name: String) -> JSONValue? { value[name] }

    /// A member that is a text; nil when it is none, or empty.
    func text(_ name: String) -> String? { value[name]?.text.flatMap { $0.isEmpty ? nil : $0 } }

    /// The texts of a member that is a list.
    func texts(_ name: String) -> [String] { value.elements(name).compactMap(\.text).filter { !$0.isEmpty } }

    /// A member that is a time, as RFC 3339.
    func time(_ name: String) -> String? { text(name).flatMap { TimestampText.decode($0) == nil ? nil : $0 } }

    func isTrue(_ name: String) -> Bool { value[name] == .bool(true) }

    /// It is not to be used any more, by STIX or by MITRE ATT&CK.
    var isWithdrawn: Bool { isTrue("revoked") || isTrue("x_mitre_deprecated") }

    /// Who made it; empty: it does not say.
    var author: String { text("created_by_ref") ?? "" }

    /// The ids of the markings of the whole object.
    var markings: [String] { texts("object_marking_refs") }

    /// The ids of the markings of some of its properties.
    var granularMarkings: [String] { value.elements("granular_markings").compactMap { $0["marking_ref"]?.text } }

    /// What our own export has put into it, as the server gave it.
    var recorded: JSONValue? { value["extensions"]?[DossierExtension.id]?[DossierExtension.resource] }

    /// The name of the resource of which our own export shows a part by it; nil: of none.
    var partOf: String? { value["extensions"]?[DossierExtension.id]?[DossierExtension.partOf]?.text }
}
