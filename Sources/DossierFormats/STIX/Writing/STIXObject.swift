import DossierCore
import DossierWire

/// A STIX object being put together.
struct STIXObject {
    private var members: [JSONValue.Member] = []

    /// With what every object has; its type is that of its id.
    init(_ id: String, created: String, modified: String) {
        set("type", .string(String(id.prefix(id.count - 38))))
        set("spec_version", .string("2.1"))
        set("id", .string(id))
        set("created", .string(created))
        set("modified", .string(modified))
    }

    /// The object that stands for a resource, and carries it.
    init(_ id: String, for resource: ExportedResource) {
        self.init(id, of: resource)
        set("external_references", .array(STIXReference.list(resource.fields.elements("externalRefs"), of: id)))
        set("labels", .array(resource.fields.elements("labels").map(Self.label)))
        extend(DossierExtension.resource, resource.named)
    }

    /// An object that shows a part of a resource.
    init(_ id: String, partOf resource: ExportedResource) {
        self.init(id, of: resource)
        extend(DossierExtension.partOf, .string(resource.name))
    }

    /// An object that shows what a resource shares with others: without times and a marking of its own.
    init(sharedPart id: String, of resource: ExportedResource) {
        self.init(id, created: STIXExtension.time, modified: STIXExtension.time)
        extend(DossierExtension.partOf, .string(resource.name))
    }

    private init(_ id: String, of resource: ExportedResource) {
        self.init(
            id,
            created: STIXTime.milliseconds(resource.createTime),
            modified: STIXTime.milliseconds(resource.updateTime)
        )
        set("object_marking_refs", .array([.string(TLPMarking.id(of: TLP(of: resource.fields)))]))
    }

    /// Sets a property; nothing, an empty text and an empty list leave it away.
    mutating func set(_ name: String, _ value: JSONValue?) {
        guard let value, value != .array([]), value != .string("") else { return }
        members.append(JSONValue.Member(name, value))
    }

    /// Sets a list of ids.
    mutating func set(_ name: String, ids: [String]) { set(name, .array(ids.map(JSONValue.string))) }

    /// Adds to a list.
    mutating func add(_ name: String, _ elements: [JSONValue]) {
        guard let index = members.firstIndex(where: { $0.name == name }) else { return set(name, .array(elements)) }
        guard case .array(let others) = members[index].value else { return }
        members[index].value = .array(others + elements)
    }

    /// Adds an extension of others.
    mutating func extend(id: String, _ properties: [(String, JSONValue)]) {
        let all = [("extension_type", JSONValue.string("property-extension"))] + properties
        let added = JSONValue.Member(id, JSONValue(members: all))
        let index = members.firstIndex { $0.name == "extensions" }
        let others = index.map { members.remove(at: $0).value.members } ?? []
        members.append(JSONValue.Member("extensions", .object(others + [added])))
    }

    private mutating func extend(_ name: String, _ value: JSONValue) {
        extend(id: DossierExtension.id, [(name, value)])
    }

    /// As it stands in a bundle.
    var json: JSONValue { .object(members) }

    private static func label(_ label: JSONValue) -> JSONValue {
        let key = label["key"]?.text ?? ""
        return .string(label["value"]?.text.map { "\(key): \($0)" } ?? key)
    }
}
