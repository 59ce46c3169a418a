import CDossierProtos
import DossierWire

/// The lanes of a drawn timeline, from the top.
enum TimelineLane: String, CaseIterable {
    case happened
    case says
    case disputes
    case measures
    case other

    /// Where an entry belongs.
    init(_ entry: JSONValue) {
        switch TimelineEvent(entry["event"]) {
        case .occurred, .disclosed: self = .happened
        case .effective, .deadline, .ends: self = .measures
        case .said: self = Self.ofStatement(Words.word(entry["kind"], dossier__v1__statement_kind__type()))
        }
    }

    private static func ofStatement(_ kind: String) -> TimelineLane {
        switch kind {
        case "attributes", "claims", "corroborates", "sanctions", "condemns": .says
        case "denies", "rejects", "doubts", "retracts": .disputes
        case "announces-measure": .measures
        default: .other
        }
    }

    var title: String {
        switch self {
        case .happened: "What happened"
        case .says: "Who says who did it"
        case .disputes: "Who denies, rejects or doubts"
        case .measures: "What was done about it"
        case .other: "What else was said"
        }
    }

    var color: SVGColor {
        switch self {
        case .happened: .slate
        case .says: .rust
        case .disputes: .blue
        case .measures: .purple
        case .other: .green
        }
    }

    /// A path around 0, 0: shapes tell lanes apart where colours do not.
    var shape: String {
        switch self {
        case .happened: "M-5,-5H5V5H-5Z"
        case .says: "M-5.5,0A5.5,5.5 0 1 1 5.5,0A5.5,5.5 0 1 1 -5.5,0Z"
        case .disputes: "M0,-6.5L6.5,0L0,6.5L-6.5,0Z"
        case .measures: "M0,-6L6,5H-6Z"
        case .other: "M-4,0A4,4 0 1 1 4,0A4,4 0 1 1 -4,0Z"
        }
    }
}
