import DossierCore
import DossierWire

/// A whole response, for whatever version of HTTP. Who writes it adds the length of the body, and leaves the body out
/// when a HEAD asked for it.
struct HTTPReply: Error {
    /// 200.
    let status: Int
    /// Header fields, their names in lower case.
    var fields: [Metadata.Entry]
    let body: [UInt8]

    /// A reply by its parts.
    init(_ status: Int, _ contentType: String, _ body: [UInt8], _ fields: [Metadata.Entry] = []) {
        self.status = status
        self.fields = [Metadata.Entry(name: "content-type", value: contentType)] + fields
        self.body = body
    }

    /// A line for people.
    init(_ status: Int, text: String, _ fields: [Metadata.Entry] = []) {
        self.init(status, "text/plain", Array("\(text)\n".utf8), fields)
    }

    /// A failure, as Connect's clients read it.
    /// - Parameters:
    ///   - code: HTTP's status, when it is another than the one that goes with the failure's code.
    ///   - types: of the details, as far as they are known.
    init(
        _ failure: Status,
        code: Int? = nil,
        types: MessageTypes = .details,
        _ fields: [Metadata.Entry] = []
    ) {
        let body = ConnectError.encode(failure, types: types)
        let status = code ?? failure.code.httpStatus
        self.init(status, "application/json", body, fields)
        // RFC 9110, 15.5.2.
        if status == 401 { self.fields.append(Metadata.Entry(name: "www-authenticate", value: "Bearer")) }
    }

    /// Trailers of a failure as fields. The call's id, which is no module's, stands there as it is.
    static func fields(ofTrailers trailers: Metadata) -> [Metadata.Entry] {
        let id = trailers.entries.filter { $0.name == Metadata.requestID }
        let others = Metadata(trailers.entries.filter { $0.name != Metadata.requestID })
        return id + ConnectMetadata.sent(others, prefix: "trailer-")
    }

    /// Nothing but fields.
    static func empty(_ fields: [Metadata.Entry]) -> HTTPReply {
        var reply = HTTPReply(204, "", [])
        reply.fields = fields
        return reply
    }
}
