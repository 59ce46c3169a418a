import ArgumentParser
import DossierClient
import DossierCore
import Glibc

/// What every command takes, before its name or after it.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the server listens. (default: $DOSSIER_SERVER, else \(ServerAddress.standard))",
            valueName: "host:port"
        )
    )
    var server: String?

    @Option(name: [.short, .long], help: "Tables for people, or proto3 JSON for programs. (default: table)")
    var output: OutputFormat?

    @Option(
        help: ArgumentHelp(
            "How long a call may take with all its tries, as 5s, 500ms or 2m. (default: 30s; watches: for ever)",
            valueName: "time"
        )
    )
    var timeout: TimeLimit?

    @Flag(help: "Speak TLS with the server. (default: if $DOSSIER_TLS is 1, or one of the next three is given)")
    var tls = false

    @Option(
        help: ArgumentHelp(
            "Who must have signed the server's certificate: PEM. (default: $DOSSIER_CA, else those that the system trusts)",
            valueName: "file"
        )
    )
    var ca: String?

    @Option(
        help: ArgumentHelp(
            "The certificate to show to a server that asks for one: PEM. (default: $DOSSIER_CERT)",
            valueName: "file"
        )
    )
    var cert: String?

    @Option(help: ArgumentHelp("The private key of --cert: PEM. (default: $DOSSIER_KEY)", valueName: "file"))
    var key: String?

    @Option(
        name: .customLong("token-file"),
        help: ArgumentHelp(
            "A file with the token that says who calls, readable to its owner alone. (default: the token in $DOSSIER_TOKEN)",
            valueName: "file"
        )
    )
    var tokenFile: String?

    @Flag(help: "Send the token to another machine without TLS, too, where others can read it.")
    var insecure = false

    /// These, and where they say nothing, the others.
    func over(_ others: GlobalOptions) -> GlobalOptions {
        var options = self
        options.server = server ?? others.server
        options.output = output ?? others.output
        options.timeout = timeout ?? others.timeout
        options.tls = tls || others.tls
        options.ca = ca ?? others.ca
        options.cert = cert ?? others.cert
        options.key = key ?? others.key
        options.tokenFile = tokenFile ?? others.tokenFile
        options.insecure = insecure || others.insecure
        return options
    }

    /// Where to connect to.
    var address: ServerAddress {
        get throws(Status) {
            guard let text = server ?? Self.environment("DOSSIER_SERVER"), !text.isEmpty else { return .standard }
            return try ServerAddress(text)
        }
    }

    /// How to encrypt; nil: not at all. Reads files.
    var clientTLS: ClientTLS? {
        get throws(Status) {
            let ca = ca ?? Self.environment("DOSSIER_CA")
            let cert = cert ?? Self.environment("DOSSIER_CERT")
            let key = key ?? Self.environment("DOSSIER_KEY")
            guard tls || Self.environment("DOSSIER_TLS") == "1" || ca != nil || cert != nil || key != nil else {
                return nil
            }
            return try ClientTLS(authorities: ca, certificate: cert, key: key)
        }
    }

    /// What says who calls; nil: nothing. Reads a file.
    var token: BearerToken? {
        get throws(Status) {
            if let tokenFile { return try BearerToken(file: tokenFile, mayBeRead: insecure) }
            guard let text = Self.environment("DOSSIER_TOKEN") else { return nil }
            do throws(Status) {
                return try BearerToken(text, mayBeRead: insecure)
            } catch {
                throw Status(.invalidArgument, "$DOSSIER_TOKEN: \(error.message)")
            }
        }
    }

    /// Nil when it is not set, or empty.
    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// What results look like.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
}
