extension Limits {
    // Exports

    /// Resources that an export gathers in memory: an incident or what a query finds, with all that it refers to.
    public static let exportedSurroundings = 100_000
    /// Of these, so many are named in one filter.
    public static let exportedSubjects = 50
    /// Resources that an export remembers because others refer to them.
    public static let exportedNeighbours = 16_384
    /// Relationships that one statement becomes in STIX; with more it is a note.
    public static let exportedRelationships = 1_000
    /// Statements that a report names in STIX.
    public static let exportedReportObjects = 10_000
}
