import DossierClient
import DossierCore
import DossierWire

/// Whether two versions of a resource say the same, in what a writer can set.
enum Comparison {
    /// The form in which equal resources are equal: written anew, without what the server sets, by name; an
    /// unspecified tlp means amber.
    static func canonical(_ fields: JSONValue, _ kind: ResourceKind) throws(Status) -> JSONValue {
        let type = kind.descriptor
        let written = try JSONMessage.decode(try JSONMessage.encode(fields, as: type), as: type)
        let own = written.members.filter { !serverMembers.contains($0.name) }
        let tlp = own.contains { $0.name == "tlp" } ? [] : [JSONValue.Member("tlp", .string("TLP_AMBER"))]
        return .object((own + tlp).sorted { $0.name < $1.name })
    }

    private static let serverMembers: Set<String> = [
        "name", "uid", "etag", "revision", "createTime", "updateTime", "deleteTime", "author",
    ]
}
