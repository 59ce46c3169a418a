/// How our resources travel in STIX: a property-extension of objects that are ordinary STIX without it.
///
///     "extensions": {
///       "extension-definition--98f6..": {
///         "extension_type": "property-extension",
///         "resource": {"name": "statements/x", ..}
///       }
///     }
///
/// `resource` is the whole resource in proto3 JSON, with its name and without what else only the server sets. An import
/// takes the resource from there and looks at nothing else of the object.
enum DossierExtension {
    /// Of the extension-definition, which stands in every bundle that uses it.
    static let id = "extension-definition--98f6af26-004a-4436-b898-e7f4536661c5"
    /// Who made the extension: an identity that stands beside it.
    static let authorID = "identity--94e4ceca-6216-48e8-952c-b682ff8b77e5"
    /// The extension-definition's version.
    static let version = "1.0.0"
    /// The member that holds the resource.
    static let resource = "resource"
    /// The member that, in place of `resource`, holds the name of the resource of which the object shows a part: an import
    /// passes such objects over.
    static let partOf = "part_of"
    /// The source of an external reference that holds the id which a resource had as a STIX object; export gives the object
    /// that id again.
    static let source = "stix"

    /// The STIX id of a resource of ours that has none: UUIDv5 of its name, "actors/iran".
    static func objectID(_ type: String, of name: String) -> String {
        "\(type)--\(NameUUID.of(name, in: namespace))"
    }

    /// 4a86e885-c89c-41e6-b5e5-c9f5dba37aac
    private static let namespace: [UInt8] = [
        0x4a, 0x86, 0xe8, 0x85, 0xc8, 0x9c, 0x41, 0xe6, 0xb5, 0xe5, 0xc9, 0xf5, 0xdb, 0xa3, 0x7a, 0xac,
    ]
}
