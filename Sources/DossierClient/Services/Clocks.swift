import DossierWire

/// What a derived view takes into account: what had been said by a time, and as it was recorded at a moment.
public struct Clocks: Sendable {
    /// In RFC 3339; nil: whatever was said.
    public var saidAsOf: String?
    /// Nil: now.
    public var recordedAsOf: RecordMoment?

    /// Everything as it stands now, or as of these.
    public init(saidAsOf: String? = nil, recordedAsOf: RecordMoment? = nil) {
        self.saidAsOf = saidAsOf
        self.recordedAsOf = recordedAsOf
    }

    /// The fields of a request that say so; none for everything, now.
    var members: [(String, JSONValue)] {
        var members: [(String, JSONValue)] = []
        if let saidAsOf { members.append(("said_as_of", .string(saidAsOf))) }
        if let recordedAsOf { members.append(("recorded_as_of", recordedAsOf.json)) }
        return members
    }
}
