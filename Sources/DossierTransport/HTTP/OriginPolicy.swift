import DossierCore

/// From which pages a browser may call: the Fetch standard's CORS protocol, seen from the server.
///
/// Every body that is taken has a content type that makes a browser ask first (a preflight), so a page of a foreign
/// origin cannot even send a call unless its origin is allowed here. A name that was made to lead to this machine (DNS
/// rebinding) would make any page one of our own origin: so that counts only where the server was reached by its address.
struct OriginPolicy: Sendable {
    private let allowed: Set<String>

    /// Allows these origins, as browsers write them; "*": all.
    init(_ allowed: Set<String>) { self.allowed = allowed }

    /// Why a request must not be answered; nil when it may, as all that do not come from a page.
    func objection(to request: HTTPRequest) -> Status? {
        guard let origin = request.fields["origin"], !isAllowed(origin) else { return nil }
        if let host = request.fields["host"], Self.isAddress(host), origin.hasSuffix("://\(host)") { return nil }
        let page = origin.prefix(200)
        return Status(
            .permissionDenied,
            "pages of \(page) may not call this server; it must be started with --allow-origin \(page)"
        )
    }

    /// What a reply carries so that the page may read it.
    func fields(for request: HTTPRequest) -> [Metadata.Entry] {
        guard let origin = request.fields["origin"], isAllowed(origin) else { return [] }
        return [
            Metadata.Entry(name: "access-control-allow-origin", value: origin),
            Metadata.Entry(name: "access-control-expose-headers", value: "*"),
            Metadata.Entry(name: "vary", value: "origin"),
        ]
    }

    /// The answer to a browser that asks whether it may call; nil when it does not ask, or nobody may.
    func preflight(_ request: HTTPRequest) -> HTTPReply? {
        guard !allowed.isEmpty, request.method == "OPTIONS", request.fields["origin"] != nil,
            request.fields["access-control-request-method"] != nil
        else { return nil }
        if let objection = objection(to: request) { return HTTPReply(objection) }
        var fields = fields(for: request)
        fields.append(.init(name: "access-control-allow-methods", value: "POST"))
        if let names = request.fields["access-control-request-headers"] {
            fields.append(.init(name: "access-control-allow-headers", value: names))
        }
        fields.append(.init(name: "access-control-max-age", value: "\(Limits.preflightSeconds)"))
        return .empty(fields)
    }

    private func isAllowed(_ origin: String) -> Bool { allowed.contains(origin) || allowed.contains("*") }

    /// Whether a host, with its port or without, is no name that anybody could make lead here.
    private static func isAddress(_ host: String) -> Bool {
        host.wholeMatch(of: /(?:localhost|[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\[[0-9a-fA-F:.]+\])(?::[0-9]+)?/) != nil
    }
}
