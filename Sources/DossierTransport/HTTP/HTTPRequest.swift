import DossierCore

/// The head of a request, of whatever version of HTTP.
struct HTTPRequest {
    /// "POST".
    let method: String
    /// Without the query.
    let path: String
    /// Header fields, their names in lower case.
    let fields: Metadata

    /// A head by its parts; the query is dropped.
    init(method: String, target: String, fields: Metadata) {
        self.method = method
        path = String(target.prefix { $0 != "?" })
        self.fields = fields
    }
}
