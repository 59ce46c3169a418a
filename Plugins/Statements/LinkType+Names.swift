import CDossierProtos

/// Short names for the links that say that two are one.
extension Dossier__V1__LinkType {
    static let sameActors = DOSSIER__V1__LINK_TYPE__LINK_TYPE_SAME_ACTORS
    static let sameAs = DOSSIER__V1__LINK_TYPE__LINK_TYPE_SAME_AS
}
