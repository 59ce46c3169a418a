/// A record by its kind's name and its id, in UTF-8.
public struct RecordName: Sendable, Hashable {
    /// "incidents".
    public let kind: [UInt8]
    /// Within its kind.
    public let id: [UInt8]
}
