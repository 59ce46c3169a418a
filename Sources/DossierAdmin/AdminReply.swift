/// A whole response of the port.
struct AdminReply: Sendable {
    /// 200.
    let status: Int
    let fields: [(name: String, value: String)]
    let body: String

    /// A reply by its parts.
    init(_ status: Int, _ contentType: String, _ body: String, _ fields: [(String, String)] = []) {
        self.status = status
        self.body = body
        self.fields =
            [("content-type", contentType), ("cache-control", "no-store"), ("x-content-type-options", "nosniff")]
            + fields
    }

    /// A line for people.
    init(_ status: Int, text: String, _ fields: [(String, String)] = []) {
        self.init(status, "text/plain; charset=utf-8", text + "\n", fields)
    }
}
