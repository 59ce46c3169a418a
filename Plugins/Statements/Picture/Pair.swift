/// What a statement means for one accused of an incident.
struct Pair {
    var accused: String
    var sign: Sign
    /// What the referent in doubt can be; empty: it is meant.
    var candidates: [String]

    var isMeant: Bool { candidates.isEmpty }
}
