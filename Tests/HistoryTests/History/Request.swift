/// What a call asks for.
enum Request: Sendable, Hashable {
    case create(title: String)
    /// - Parameter etag: the condition; nil: none.
    case update(title: String, etag: String?)
    case delete(etag: String)
    case undelete(etag: String)
    case get
    /// As of a transaction.
    case getAsOf(UInt64)
    /// Every record, deleted ones too.
    case list

    var isWrite: Bool {
        switch self {
        case .create, .update, .delete, .undelete: true
        case .get, .getAsOf, .list: false
        }
    }

    /// Whether it writes on one revision alone, or where there is none.
    var isConditional: Bool {
        switch self {
        case .create, .delete, .undelete: true
        case .update(_, let etag): etag != nil
        case .get, .getAsOf, .list: false
        }
    }

    /// What it writes; nil where it writes no content.
    var title: String? {
        switch self {
        case .create(let title), .update(let title, _): title
        default: nil
        }
    }
}
