/// Of a server that goes down, and of one that follows it.
extension Limits {
    /// How long a drain waits for a call that may be on its way: the first of a connection, one that has begun to arrive, or
    /// over HTTP/1 the next of a connection that is kept, nanoseconds.
    public static let lateCallNanoseconds: Int64 = 1_000_000_000
    /// How long a server that was handed its socket waits for the record that another has open, beyond the time that calls
    /// of that one may take, nanoseconds;
    public static let takeOverNanoseconds: Int64 = 10_000_000_000
    /// and how often it looks, nanoseconds.
    public static let lockNanoseconds: Int64 = 5_000_000
    /// How long a service manager is asked to wait, nanoseconds: for the next step of a start that indexes records anew, and
    /// for the end of the process after its open calls have.
    public static let serviceStepNanoseconds: Int64 = 60_000_000_000
}
