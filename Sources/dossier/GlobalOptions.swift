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
            "How long a call may take, as 5s, 500ms or 2m. (default: 30s; watches: for ever)",
            valueName: "time"
        )
    )
    var timeout: TimeLimit?

    /// These, and where they say nothing, the others.
    func over(_ others: GlobalOptions) -> GlobalOptions {
        var options = self
        options.server = server ?? others.server
        options.output = output ?? others.output
        options.timeout = timeout ?? others.timeout
        return options
    }

    /// Where to connect to.
    var address: ServerAddress {
        get throws(Status) {
            if let text = server ?? getenv("DOSSIER_SERVER").map({ String(cString: $0) }), !text.isEmpty {
                return try ServerAddress(text)
            }
            return .standard
        }
    }
}

/// What results look like.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
}
