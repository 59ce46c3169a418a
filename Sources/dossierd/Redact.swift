import ArgumentParser
import DossierCore
import DossierHost
import Glibc
import Logging

/// Redacts with no server over the record: for who may use its file itself.
struct Redact: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take the content of a record's revisions out of the record for good.",
        discussion: """
            For a record that no server has open; `dossier redact` asks the server for the same. There is no way back. That \
            it was done, by whom, when and why stays on record. docs/audit.md tells more.
            """
    )

    @Option(help: "The record: sqlite:PATH or postgres://USER@HOST/DATABASE.") var store: StoreLocation
    @Option(help: "The folder of the modules, *.so: the kind's own says what is left to read.")
    var modules = ModuleFolder.standard
    @Argument(help: "Which record: KIND/ID, as incidents/july-attack.") var name: String
    @Option(help: "Why: shown in the content's place.") var reason: String
    @Option(
        help: ArgumentHelp("Which revision; may be given more than once. (default: all)", valueName: "number")
    )
    var revision: [UInt64] = []
    @Flag(help: "Check everything, redact nothing; say what would be done.") var validateOnly = false

    func run() throws {
        do throws(Status) {
            report(try redact())
        } catch {
            StandardError.line("\(store): \(error.message)")
            throw ExitCode.failure
        }
    }

    private func redact() throws(Status) -> Redacted {
        try store.checkExists()
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        var logger = Logger(label: "dossierd")
        logger.logLevel = .warning
        let record = try store.open(isSynchronous: true, logger)
        defer { record.close() }
        let host = try Host.start(store: record, modules: ModuleSource.folder(modules), logger: logger)
        defer { _ = host.stop() }
        return try host.redact(name, revisions: revision, reason: reason, author: Self.user, validateOnly: validateOnly)
    }

    private func report(_ redacted: Redacted) {
        guard !redacted.revisions.isEmpty else { return print("there was nothing to do: redacted before") }
        let noun = redacted.revisions.count == 1 ? "revision" : "revisions"
        let what = "\(noun) \(redacted.revisions.map(String.init).joined(separator: ", ")) of \(name)"
        print(
            validateOnly
                ? "\(what) would be redacted; nothing was" : "\(what) redacted, at sequence \(redacted.sequence)"
        )
    }

    /// As the system knows who runs this.
    private static var user: String {
        let id = geteuid()
        return getpwuid(id).map { String(cString: $0.pointee.pw_name) } ?? "user \(id)"
    }
}
