/// How far a record was found to be as it was written.
public struct Verified: Sendable {
    /// Its last transaction; sequence 0 when it is empty.
    public var moment: Moment
    /// The hash that binds that one to all before.
    public var hash: [UInt8]
}
