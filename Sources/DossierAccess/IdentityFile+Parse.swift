import DossierCore
import DossierYAML

extension IdentityFile {
    /// Reads a file's text. INVALID_ARGUMENT with the place.
    init(parsing text: String, named path: String) throws(Status) {
        let root = try Self.root(text, path)
        let file = try IdentityFields(root, at: "\(path): the file", known: ["tokens", "certificates"])
        for (index, node) in try file.list("tokens").enumerated() {
            tokens.append(try Self.token(node, at: "\(path): tokens[\(index)]"))
        }
        for (index, node) in try file.list("certificates").enumerated() {
            certificates.append(try Self.certificate(node, at: "\(path): certificates[\(index)]"))
        }
        if let twice = Self.repeated(tokens.map(\.hash)) {
            throw Status(.invalidArgument, "\(path): two tokens have the sha256 \(twice.hex); delete one")
        }
        if let twice = Self.repeated(certificates.map(\.name)) {
            throw Status(.invalidArgument, "\(path): two certificates have the name \(twice); delete one")
        }
    }

    private static func root(_ text: String, _ path: String) throws(Status) -> YAMLNode {
        do {
            // Without anything in it, it says that nobody may call.
            return try YAMLNode.parse(text) ?? YAMLNode(.mapping([]))
        } catch {
            throw Status(.invalidArgument, "\(path):\(error.place.line):\(error.place.column): \(error.message)")
        }
    }

    private static func token(_ node: YAMLNode, at place: String) throws(Status) -> TokenEntry {
        let known = ["sha256", "subject", "roles", "clearance", "created", "expires"]
        let fields = try IdentityFields(node, at: place, known: known)
        guard let hash = TokenHash(hex: try fields.text("sha256")) else {
            throw fields.fault("sha256", "the SHA-256 of the token is 64 hexadecimal digits, as sha256sum writes it")
        }
        return TokenEntry(
            hash: hash,
            grant: try fields.grant,
            created: try fields.time("created"),
            expires: fields.has("expires") ? try fields.time("expires") : nil
        )
    }

    private static func certificate(_ node: YAMLNode, at place: String) throws(Status) -> CertificateEntry {
        let fields = try IdentityFields(node, at: place, known: ["name", "subject", "roles", "clearance"])
        let name = try fields.text("name")
        if let objection = CertificateEntry.objection(toName: name) { throw fields.fault("name", objection) }
        return CertificateEntry(name: name, grant: try fields.grant)
    }

    private static func repeated<Value: Hashable>(_ values: [Value]) -> Value? {
        var seen: Set<Value> = []
        return values.first { !seen.insert($0).inserted }
    }
}
