import DossierCore

/// The head of a request, of whatever version of HTTP.
struct HTTPRequest {
    /// "POST".
    let method: String
    /// Without the query.
    let path: String
    /// Header fields, their names in lower case.
    let fields: Metadata
    /// Of the fields that are not here: what is wrong with the first.
    let fault: Status?

    /// A head by its parts; the query is dropped.
    init(method: String, target: String, fields: Metadata, fault: Status? = nil) {
        self.method = method
        self.fault = fault
        path = String(target.prefix { $0 != "?" })
        self.fields = fields
    }
}
