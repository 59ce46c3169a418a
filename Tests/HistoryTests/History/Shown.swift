/// What an answer shows of a record at one of its revisions.
struct Shown: Hashable, Sendable, CustomStringConvertible {
    var revision: Int
    var etag: String
    /// Of the last write of content: no two writes have the same.
    var title: String
    var isDeleted: Bool

    var description: String { "revision \(revision)\(isDeleted ? ", deleted" : "") (\(title), etag \(etag))" }
}
