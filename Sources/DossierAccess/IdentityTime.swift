import DossierCore

/// Moments as the file of identities has them: RFC 3339.
public enum IdentityTime {
    /// What is wrong with a text that is none.
    public static let form = "a moment is written as 2027-01-31T12:00:00Z, and lies before 2262"

    /// Nanoseconds since 1970; nil for text that is no moment, or one that they do not reach.
    public static func nanoseconds(_ text: String) -> Int64? {
        guard let time = TimestampText.decode(text) else { return nil }
        let (scaled, overflow) = time.seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, over) = scaled.addingReportingOverflow(Int64(time.nanos))
        return overflow || over ? nil : sum
    }

    /// To the second.
    public static func text(_ nanoseconds: Int64) -> String {
        TimestampText.encode(seconds: nanoseconds / 1_000_000_000, nanos: 0) ?? "\(nanoseconds) ns"
    }
}
