import CDossierProtos

/// Short names for the kinds of statements.
extension Dossier__V1__StatementKind {
    static let attributes = DOSSIER__V1__STATEMENT_KIND__STATEMENT_KIND_ATTRIBUTES
    static let claims = DOSSIER__V1__STATEMENT_KIND__STATEMENT_KIND_CLAIMS
    static let corroborates = DOSSIER__V1__STATEMENT_KIND__STATEMENT_KIND_CORROBORATES
    static let sanctions = DOSSIER__V1__STATEMENT_KIND__STATEMENT_KIND_SANCTIONS
    static let condemns = DOSSIER__V1__STATEMENT_KIND__STATEMENT_KIND_CONDEMNS
    static let denies = DOSSIER__V1__STATEMENT_KIND__STATEMENT_KIND_DENIES
    static let rejects = DOSSIER__V1__STATEMENT_KIND__STATEMENT_KIND_REJECTS
    static let doubts = DOSSIER__V1__STATEMENT_KIND__STATEMENT_KIND_DOUBTS
    static let links = DOSSIER__V1__STATEMENT_KIND__STATEMENT_KIND_LINKS
    static let retracts = DOSSIER__V1__STATEMENT_KIND__STATEMENT_KIND_RETRACTS
}
