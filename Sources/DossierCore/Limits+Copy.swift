/// Of the verification and the copying of whole records.
extension Limits {
    /// Rows of a table that are read at a time, and copied in one transaction,
    public static let walkRows = 1_024
    /// and their bytes, unless one alone has more.
    public static let walkBytes: Int64 = 8 << 20
    /// How long a copy waits for servers to leave the database that it goes into, nanoseconds.
    public static let databaseLeaveNanoseconds: Int64 = 2_000_000_000
}
