/// The answers of the health door, and the one to HTTP/2.
enum HTTPResponse: String {
    case ok = "200 OK"
    case badRequest = "400 Bad Request"
    case notFound = "404 Not Found"
    case methodNotAllowed = "405 Method Not Allowed"
    case unavailable = "503 Service Unavailable"
    case versionNotSupported = "505 HTTP Version Not Supported"

    /// The whole response (RFC 9112); a HEAD gets no body.
    func encoded(closing: Bool, withBody: Bool) -> String {
        var text = "HTTP/1.1 \(rawValue)\r\ncontent-type: text/plain\r\ncontent-length: \(body.utf8.count)\r\n"
        if self == .methodNotAllowed { text += "allow: GET, HEAD\r\n" }
        if closing { text += "connection: close\r\n" }
        return text + "\r\n" + (withBody ? body : "")
    }

    private var body: String {
        switch self {
        case .ok: "ok\n"
        case .unavailable: "draining\n"
        case .versionNotSupported: "HTTP/2 and gRPC are not served on this port; use a ttrpc client\n"
        case .badRequest, .notFound, .methodNotAllowed: "\(rawValue)\n"
        }
    }
}
