import DossierWire

/// What a read shows: which fields, and as of when.
public struct ReadView: Sendable {
    /// Paths of fields, as in the .proto file or in lowerCamelCase; empty: all (AIP-157).
    public var fields: [String]
    /// Nil: now.
    public var moment: RecordMoment?

    /// Everything as it stands now, or these fields, or another moment.
    public init(fields: [String] = [], moment: RecordMoment? = nil) {
        self.fields = fields
        self.moment = moment
    }

    /// The fields of a request that say so; none for everything, now.
    var members: [(String, JSONValue)] {
        var members: [(String, JSONValue)] = []
        if !fields.isEmpty { members.append(("read_mask", .fieldMask(fields))) }
        if let moment { members.append(("recorded_as_of", moment.json)) }
        return members
    }
}
