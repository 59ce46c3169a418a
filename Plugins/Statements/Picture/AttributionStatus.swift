/// What can be said of an accused in a word, as dossier.v1 numbers it: docs/pictures.md, rule 7.
enum AttributionStatus: UInt32, Comparable {
    case contested = 1
    case deniedByAccused
    case admitted
    case corroborated
    case claimed
    case imputed
    case reported
    case unattributed

    static func < (one: AttributionStatus, other: AttributionStatus) -> Bool { one.rawValue < other.rawValue }
}
