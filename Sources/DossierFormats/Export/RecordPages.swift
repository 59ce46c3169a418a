import DossierClient
import DossierCore
import DossierWire

/// A listing, page by page.
struct RecordPages {
    private let resources: Resources
    private let kind: ResourceKind
    /// Nil: there is nothing to ask for.
    private var query: ListQuery?
    private var token = ""

    init(_ resources: Resources, _ kind: ResourceKind, _ query: ListQuery?) {
        self.resources = resources
        self.kind = kind
        self.query = query
    }

    /// Nil after the last one.
    mutating func next() async throws(Status) -> [JSONValue]? {
        guard let query else { return nil }
        let page = try await resources.page(of: kind, query, size: Limits.pageSize, token: token)
        token = page.nextPageToken
        if token.isEmpty { self.query = nil }
        return page.items
    }
}
