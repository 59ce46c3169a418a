import DossierYAML

/// Something in a file that did not become part of the record, or perhaps should not have.
public struct ImportRemark: Sendable, Equatable {
    /// What kind of trouble it is.
    public enum Trouble: String, Sendable, CaseIterable {
        /// A thing that has no place in the record, or that the reader does not know.
        case notUnderstood
        /// A thing that is not what its format says: it is passed over, as a whole.
        case damaged
        /// A thing whose id the file has given already to another.
        case duplicate
        /// A reference to what the file does not hold, which was left out.
        case dangling
        /// A property, or a column, of a thing that was understood otherwise.
        case leftOut
        /// A text in a resource of ours that looks damaged: it is taken as it stands, since the record may hold it so.
        case doubtful

        /// In words, for people.
        public var words: String {
            switch self {
            case .notUnderstood: "not understood"
            case .damaged: "damaged"
            case .duplicate: "duplicate"
            case .dangling: "dangling"
            case .leftOut: "left out"
            case .doubtful: "doubtful"
            }
        }
    }

    /// What kind of trouble it is.
    public let trouble: Trouble
    /// What it is in its format: "malware", "relationship uses", the name of a column.
    public let type: String
    /// Why, in words that do not name the thing, so that equal ones can be counted.
    public let reason: String
    /// The thing's foreign id; empty: it has none.
    public let id: String
    /// Where it stands in the file.
    public let place: Place
}
