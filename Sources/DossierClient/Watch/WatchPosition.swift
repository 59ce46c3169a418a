/// Where in the record a watch stands: it hears of every change after this.
public enum WatchPosition: Sendable, Equatable, CustomStringConvertible {
    /// After a transaction; 0: from the beginning of the record.
    case sequence(UInt64)
    /// After the event that brought this token.
    case token(String)

    /// From what `description` gives: digits are a sequence.
    public init(_ text: String) { self = UInt64(text).map(Self.sequence) ?? .token(text) }

    /// As people hand it on.
    public var description: String {
        switch self {
        case .sequence(let sequence): "\(sequence)"
        case .token(let token): token
        }
    }
}
