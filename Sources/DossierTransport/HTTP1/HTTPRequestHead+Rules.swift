import DossierCore
import NIOHTTP1

extension HTTPRequestHead {
    /// The head as every version of HTTP has it.
    var request: HTTPRequest {
        let fields = headers.map { Metadata.Entry(name: $0.name.lowercased(), value: $0.value) }
        return HTTPRequest(method: method.rawValue, target: uri, fields: Metadata(fields))
    }

    /// The connection goes on after it. NIO's parser reads no further when another protocol is proposed.
    var keepsAlive: Bool {
        version == .http1_1 && isKeepAlive && method != .CONNECT && !headers.contains(name: "upgrade")
    }

    /// Bytes follow it, or may.
    var hasBody: Bool { headers.contains(name: "transfer-encoding") || bodyLength ?? 0 > 0 }

    /// What the client says of the body's length; nil when it does not.
    var bodyLength: Int? { headers.first(name: "content-length").flatMap { Int($0) } }

    /// The client waits for a sign before it sends the body (RFC 9110, 10.1.1).
    var awaitsContinue: Bool { version == .http1_1 && headers["expect"].contains { $0.lowercased() == "100-continue" } }

    /// Refuses what this server does not do.
    func check() throws(HTTPReply) {
        guard uri.hasPrefix("/") else { throw HTTPReply(400, text: "the target of a request must begin with /") }
        for coding in headers["transfer-encoding"] where coding.lowercased() != "chunked" {
            throw HTTPReply(501, text: "the only transfer-encoding that is taken is chunked")
        }
        for expectation in headers["expect"] where expectation.lowercased() != "100-continue" {
            throw HTTPReply(417, text: "the only expectation that is met is 100-continue")
        }
    }
}
