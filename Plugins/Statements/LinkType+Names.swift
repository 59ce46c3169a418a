import CDossierProtos

/// Short names for the types of links.
extension Dossier__V1__LinkType {
    static let unspecified = DOSSIER__V1__LINK_TYPE__LINK_TYPE_UNSPECIFIED
    static let sameActors = DOSSIER__V1__LINK_TYPE__LINK_TYPE_SAME_ACTORS
    static let sameAs = DOSSIER__V1__LINK_TYPE__LINK_TYPE_SAME_AS
    static let sponsors = DOSSIER__V1__LINK_TYPE__LINK_TYPE_SPONSORS
    static let hosts = DOSSIER__V1__LINK_TYPE__LINK_TYPE_HOSTS
    static let adversaryOf = DOSSIER__V1__LINK_TYPE__LINK_TYPE_ADVERSARY_OF
    static let memberOf = DOSSIER__V1__LINK_TYPE__LINK_TYPE_MEMBER_OF
}
