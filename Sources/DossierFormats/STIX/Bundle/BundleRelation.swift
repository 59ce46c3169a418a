import DossierClient

/// What a relationship says, as far as its own members tell.
struct BundleRelation {
    enum Meaning {
        /// Someone did it: an ATTRIBUTES statement.
        case attribution
        /// A LINKS statement of a type, by the name of a value of `dossier.v1.LinkType`.
        case link(String)
        /// A part of the actor: where he is.
        case location
        /// A part of the incident: whom it hit.
        case victim
        case nothing(String)
    }

    let type: String
    let source: String
    let target: String

    /// Nil: it lacks one of them.
    init?(_ object: BundleObject) {
        guard let type = object.text("relationship_type"), let source = object.text("source_ref"),
            let target = object.text("target_ref")
        else { return nil }
        (self.type, self.source, self.target) = (type, source, target)
    }

    var meaning: Meaning {
        let (from, to) = (BundleName.kind(ofType: sourceType), BundleName.kind(ofType: targetType))
        switch (from, to) {
        case (.actors?, nil) where Self.placing.contains(type) && targetType == "location": return .location
        case (.incidents?, .actors?) where type == "attributed-to": return .attribution
        case (.incidents?, .actors?) where type == "targets": return .victim
        case (.actors?, .actors?), (.actors?, .incidents?), (.incidents?, .actors?), (.incidents?, .incidents?):
            guard source != target else { return .nothing("it joins a thing with itself") }
            return .link(linkType(isSameKind: from == to))
        case (.actors?, _), (.incidents?, _): return .nothing("\(targetType) has no place in the record")
        default: return .nothing("\(sourceType) has no place in the record")
        }
    }

    /// What has no type of ours is RELATED, with its own word.
    private func linkType(isSameKind: Bool) -> String {
        switch type {
        case "duplicate-of" where isSameKind, "revoked-by" where isSameKind: "LINK_TYPE_SAME_AS"
        case "part-of" where sourceType == "campaign" || sourceType == "incident": "LINK_TYPE_PART_OF_CAMPAIGN"
        case "part-of" where isSameKind, "member-of" where isSameKind: "LINK_TYPE_MEMBER_OF"
        default: "LINK_TYPE_RELATED"
        }
    }

    /// Of identities and threat actors, and of intrusion sets.
    private static let placing: Set<String> = ["located-at", "originates-from"]

    private var sourceType: Substring { BundleName.type(of: source) }
    private var targetType: Substring { BundleName.type(of: target) }
}
