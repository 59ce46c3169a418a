extension IdentityFile {
    /// As YAML, which reads back as the same. Every text of it needs no quotes but where they stand.
    var text: String {
        var lines = [
            "# Who may call dossierd --identities; docs/security.md describes it. `dossierd token` writes this file anew and",
            "# keeps no other comment. A token itself is kept nowhere: these are hashes.",
        ]
        lines.append(tokens.isEmpty ? "tokens: []" : "tokens:")
        for token in tokens {
            lines.append("  - sha256: \"\(token.hash.hex)\"")
            lines += Self.lines(token.grant)
            lines.append("    created: \"\(IdentityTime.text(token.created))\"")
            if let expires = token.expires { lines.append("    expires: \"\(IdentityTime.text(expires))\"") }
        }
        lines.append(certificates.isEmpty ? "certificates: []" : "certificates:")
        for certificate in certificates {
            lines.append("  - name: \(Self.quoted(certificate.name))")
            lines += Self.lines(certificate.grant)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(_ grant: Grant) -> [String] {
        [
            "    subject: \(quoted(grant.subject))",
            "    roles: [\(grant.roles.map(\.rawValue).joined(separator: ", "))]",
            "    clearance: \(grant.clearance.name)",
        ]
    }

    /// In single quotes, in which nothing but they themselves means anything.
    private static func quoted(_ text: String) -> String {
        "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
    }
}
