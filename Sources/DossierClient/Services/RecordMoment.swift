import DossierWire

/// A moment of the record: how it stood then.
public enum RecordMoment: Sendable, Equatable {
    /// After the last transaction at or before this time, in RFC 3339.
    case time(String)
    /// After this transaction.
    case sequence(UInt64)

    /// As `dossier.v1.Moment`.
    var json: JSONValue {
        switch self {
        case .time(let time): JSONValue(members: [("time", .string(time))])
        case .sequence(let sequence): JSONValue(members: [("sequence", .string("\(sequence)"))])
        }
    }
}
