import DossierCore

/// How far those who watch are behind the record: from a commit until each of them has been told to look.
public struct FeedReport: Sendable {
    /// Of the last commit, nanoseconds; 0 before the first.
    public let last: Int64
    /// Of all, nanoseconds; commits that were told of together count as one, from the first of them.
    public let lags: Distribution
}
