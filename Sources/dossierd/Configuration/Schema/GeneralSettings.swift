import DossierCore
import DossierStore
import Logging

/// Where the server listens, what it serves, and to whom.
struct GeneralSettings: SettingSection {
    static let name = ""

    let listen = Setting(
        "listen",
        .word("HOST:PORT", "HOST:PORT, an IPv6 host in brackets"),
        default: ListenAddress(host: "127.0.0.1", port: 7420),
        "Where to listen; port 0 is one that is free. Off this machine only with identities and a certificate."
    )
    let admin = Setting(
        "admin",
        ValueForm<ListenAddress>.word("HOST:PORT", "HOST:PORT, an IPv6 host in brackets").optional,
        default: nil,
        """
        Where to show how the server is, by HTTP: a status page, metrics and health; see docs/status-page.md. Off this \
        machine only with --insecure.
        """
    )
    let store = Setting(
        "store",
        .word(
            "sqlite:PATH|postgres://..",
            "sqlite:PATH or postgres://USER@HOST/DATABASE",
            isSecret: true,
            show: \.withoutPassword
        ),
        default: StoreLocation.sqlite(path: "dossier.db"),
        """
        The record: a file, made when there is none; or a database that is there, which several servers may serve. Of \
        several hosts (postgres://USER@A,B/DATABASE) the one that takes writes: see docs/postgresql.md.
        """
    )
    let storeReplica = Setting(
        "store-replica",
        ValueForm<PostgresAddress>.word(
            "postgres://..",
            "postgres://USER@HOST/DATABASE",
            isSecret: true,
            show: \.withoutPassword
        ).optional,
        default: nil,
        """
        A standby of the store that lists, searches and histories are read from while it keeps up: see \
        docs/postgresql.md.
        """
    )
    let noSync = Setting(
        "no-sync",
        .onOff,
        default: false,
        "Answer writes before they are on disk: a power cut loses some. For records that can be made again."
    )
    let modules = Setting(
        "modules",
        .path("folder"),
        default: ModuleFolder.standard,
        inWords: "lib/dossier/modules beside the bin of the program, else modules",
        reload: .content,
        "The modules to serve, *.so: see docs/modules.md."
    )
    let allowOrigin = Setting(
        "allow-origin",
        ValueForm<AllowedOrigin>.word("origin", "an origin as browsers write it, https://desk.example, or null, or *")
            .list,
        default: [],
        "Let web pages of this origin call; '*': all. May be given more than once."
    )
    let identities = Setting(
        "identities",
        ValueForm.path("file").optional,
        default: nil,
        inWords: "everybody, everything",
        reload: .content,
        "Who may call, and what: YAML, see docs/security.md and `dossierd token`."
    )
    let insecure = Setting(
        "insecure",
        .onOff,
        default: false,
        "Listen off this machine though callers are not known, or what they send can be read on its way."
    )
    let logLevel = Setting(
        "log-level",
        .word("level", "one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))"),
        default: Logger.Level.notice,
        reload: .value,
        "How much to log: \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    let logFormat = Setting(
        "log-format",
        .word("format", "one of \(LogFormat.allCases.map(\.rawValue).joined(separator: ", "))"),
        default: LogFormat.logfmt,
        "How a line of the log is written: \(LogFormat.allCases.map(\.rawValue).joined(separator: ", ")). See docs/logs.md."
    )
    let logCalls = Setting(
        "log-calls",
        .number(0...Limits.callsPerLineAtMost, "calls"),
        default: Limits.callsPerLine,
        reload: .value,
        "Of so many calls that end well one is logged, at the level info; 0: none. Of those that fail each is."
    )
    let traces = Setting(
        "traces",
        ValueForm<ListenAddress>(
            placeholder: "http://HOST:PORT",
            expectation: "http://HOST:PORT, an IPv6 host in brackets; for TLS, of a collector beside the server",
            read: { $0.first?.wholeMatch(of: /http:\/\/(.+)/).flatMap { ListenAddress(argument: String($0.1)) } },
            show: { ["http://\($0)"] }
        ).optional,
        default: nil,
        "Where to send spans of calls that are part of a sampled trace: a collector of OTLP by HTTP, see docs/logs.md."
    )
    let grace = Setting(
        "grace",
        .number(0...Limits.timeSeconds, "seconds"),
        default: Int(Limits.drainNanoseconds / 1_000_000_000),
        reload: .value,
        "How long open calls may take to finish at the end."
    )
    let maxAge = Setting(
        "max-age",
        ValueForm.number(1...Limits.ageSeconds, "seconds").optional,
        default: nil,
        inWords: "never",
        reload: .value,
        "Have clients of gRPC connect anew after so long, give or take a tenth, so that they spread again."
    )
    let eventLoops = Setting(
        "event-loops",
        ValueForm.number(1...Limits.eventLoops).optional,
        default: nil,
        inWords: "as many as there are processors",
        "Threads that read from connections and write to them."
    )
}
