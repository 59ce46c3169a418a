import DossierWire

/// One page of a listing.
public struct ListPage: Sendable {
    /// The resources.
    public let items: [JSONValue]
    /// Of the page after it; empty on the last.
    public let nextPageToken: String
    /// How many match on all pages; nil when that was not asked for, or is none of a listing's answers.
    public let totalSize: Int?
    /// The transaction that every page of the listing shows; nil in a list of revisions.
    public let sequence: UInt64?

    init(_ reply: JSONValue, of kind: ResourceKind, isCounted: Bool = false) {
        items = reply.elements(kind.rawValue)
        nextPageToken = reply["nextPageToken"]?.text ?? ""
        // A member that has its default, as 0, is not written.
        totalSize = isCounted ? (reply["totalSize"]?.text).flatMap(Int.init) ?? 0 : nil
        sequence = (reply["sequence"]?.text).flatMap(UInt64.init)
    }
}
