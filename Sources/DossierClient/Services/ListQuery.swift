import DossierWire

/// Which resources a listing shows, in what order, and how much of each.
public struct ListQuery: Sendable {
    /// AIP-160, over the collection's terms; empty: all.
    public var filter = ""
    /// AIP-132: "said.latest desc, name"; empty: by name, or by rank when there is a search.
    public var order = ""
    /// Words that must all occur in the texts; empty: any resource.
    public var search = ""
    /// Deleted ones, too.
    public var showDeleted = false
    /// Whether all that match are to be counted.
    public var counts = false
    /// Of each resource, and as of when.
    public var view = ReadView()

    /// All of a collection, by name.
    public init() {}

    /// The request's fields; those that say nothing are left out.
    var members: [(String, JSONValue)] {
        let texts = [("filter", filter), ("order_by", order), ("search", search)].filter { !$0.1.isEmpty }
        let flags = [("show_deleted", showDeleted), ("return_total_size", counts)].filter(\.1)
        return texts.map { ($0, .string($1)) } + flags.map { ($0, .bool($1)) } + view.members
    }
}
