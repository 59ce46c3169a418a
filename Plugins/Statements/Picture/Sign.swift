import CDossierProtos

/// What somebody says of somebody's part in an incident. In a statement that says several, the first comes first.
enum Sign: UInt32, Comparable {
    case asserts = 1
    case imputes
    case disputes

    /// What it means to turn this down; to deny a denial is not to accuse.
    var opposite: Sign? { self == .disputes ? nil : .disputes }

    static func < (one: Sign, other: Sign) -> Bool { one.rawValue < other.rawValue }
}
