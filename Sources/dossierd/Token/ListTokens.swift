import ArgumentParser
import DossierAccess
import DossierCore

/// Shows what is known of tokens, which is never the tokens themselves.
struct ListTokens: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the tokens: the beginning of each one's hash, and what its holder may do."
    )

    @OptionGroup var identities: IdentitiesOption

    func run() throws {
        try TokenCommand.reporting { () throws(Status) in
            let now = WallClock.now()
            let rows = try IdentityFile(reading: identities.file).tokens.map { Self.row($0, now) }
            Self.show([["HASH", "SUBJECT", "ROLES", "CLEARANCE", "CREATED", "EXPIRES"]] + rows)
        }
    }

    private static func row(_ token: TokenEntry, _ now: Int64) -> [String] {
        let grant = token.grant
        let end = token.expires.map { "\(IdentityTime.text($0))\($0 <= now ? " (expired)" : "")" }
        return [
            String(token.hash.hex.prefix(TokenHash.prefixDigits)), grant.subject,
            grant.roles.isEmpty ? "-" : grant.roles.map(\.rawValue).joined(separator: ","), grant.clearance.name,
            IdentityTime.text(token.created), end ?? "-",
        ]
    }

    private static func show(_ rows: [[String]]) {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        for row in rows {
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            var line = cells.joined(separator: "  ")[...]
            while line.last == " " { line.removeLast() }
            print(line)
        }
    }
}
