import DossierClient

/// What a STIX id is in the record: a function of the id alone.
enum BundleName {
    /// The kind of what an object of a type becomes, if it becomes anything.
    static func kind(ofType type: some StringProtocol) -> ResourceKind? {
        switch type {
        case "identity", "threat-actor", "intrusion-set": .actors
        case "campaign", "incident": .incidents
        case "report": .sources
        case "relationship", "opinion", "note": .statements
        default: nil
        }
    }

    /// The id of the resource: "identity-c78cb6e5-..." of "identity--c78cb6e5-...".
    static func resourceID(_ id: String) -> String {
        guard let range = id.firstRange(of: "--") else { return ForeignID.resourceID("stix", id) }
        return ForeignID.resourceID(String(id[..<range.lowerBound]), String(id[range.upperBound...]))
    }

    /// "actors/identity-c78cb6e5-..."; nil when its type has no place in the record.
    static func name(_ id: String) -> String? {
        kind(ofType: type(of: id)).map { "\($0)/\(resourceID(id))" }
    }

    static func type(of id: String) -> Substring { id[..<(id.firstRange(of: "--")?.lowerBound ?? id.endIndex)] }

    /// The author of objects that name none: an actor, and the source that holds them.
    static let unknownAuthor = "stix-author-unknown"

    /// The actor who made objects, by `created_by_ref`.
    static func author(_ id: String) -> String {
        id.isEmpty ? "actors/\(unknownAuthor)" : "actors/\(resourceID(id))"
    }

    /// The source that the objects of an author are found in.
    static func source(of author: String) -> String {
        author.isEmpty ? unknownAuthor : ForeignID.resourceID("stix", resourceID(author))
    }
}
