import ArgumentParser
import DossierAccess
import DossierCore

/// Takes tokens away.
struct RevokeToken: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke all tokens of a subject, or the one whose hash begins so. Then send the server SIGHUP."
    )

    @OptionGroup var identities: IdentitiesOption

    @Argument(help: "A subject, or \(TokenHash.prefixDigits) digits or more of a hash, as `list` shows them.")
    var subjectOrHash: String

    func run() throws {
        try TokenCommand.reporting { () throws(Status) in
            let revoked = try IdentityFile.edit(identities.file) { (file) throws(Status) in try revoke(from: &file) }
            for token in revoked {
                print("revoked \(token.hash.hex.prefix(TokenHash.prefixDigits)) of \(token.grant.subject)")
            }
            StandardError.line("hint: send the server SIGHUP (kill -HUP PID): until then it takes what it knew")
        }
    }

    private func revoke(from file: inout IdentityFile) throws(Status) -> [TokenEntry] {
        let ofSubject = file.tokens.filter { $0.grant.subject == subjectOrHash }
        let prefix = subjectOrHash.lowercased()
        let isLong = prefix.count >= TokenHash.prefixDigits
        let ofHash = isLong ? file.tokens.filter { $0.hash.hex.hasPrefix(prefix) } : []
        guard ofSubject.isEmpty || ofHash.isEmpty else {
            let hashes = ofHash.map(\.hash.hex).joined(separator: ", ")
            throw Status(
                .failedPrecondition,
                "\(subjectOrHash) is a subject, and the hash \(hashes) begins so; give more digits, or edit the file"
            )
        }
        guard ofHash.count <= 1 else {
            throw Status(.failedPrecondition, "\(ofHash.count) hashes begin with \(subjectOrHash); give more digits")
        }
        let revoked = ofSubject + ofHash
        guard !revoked.isEmpty else {
            let advice = "`dossierd token list` shows all"
            throw Status(.notFound, "no token is \(subjectOrHash)'s or has such a hash; \(advice)")
        }
        let hashes = Set(revoked.map(\.hash))
        file.tokens.removeAll { hashes.contains($0.hash) }
        return revoked
    }
}
