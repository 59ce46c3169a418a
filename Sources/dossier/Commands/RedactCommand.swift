import ArgumentParser
import DossierClient
import DossierCore
import DossierWire

struct RedactCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact",
        abstract: "Take the content of a record's revisions out of the record for good. For administrators.",
        discussion: """
            There is no way back. That it was done, by whom, when and why stays on record, and is shown in the content's \
            place. The current revision can be redacted only when the record is deleted. Copies elsewhere, and backups, \
            are not reached. docs/audit.md tells more.
            """
    )

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: "Which record: KIND/ID, as incidents/july-attack.") var name: RecordName
    @Option(help: "Why: shown in the content's place.") var reason: String
    @Option(
        help: ArgumentHelp(
            "Which revision, as `history` counts them; may be given more than once. (default: all)",
            valueName: "number"
        )
    )
    var revision: [UInt64] = []
    @Flag(help: "Check everything, redact nothing; say what would be done.") var validateOnly = false

    func run(_ session: Session) async throws {
        let redacted = try await session.audit.redact(
            name.text,
            revisions: revision,
            reason: reason,
            validateOnly: validateOnly
        )
        if session.format == .json { return session.line(redacted) }
        let revisions = redacted.elements("revisions").compactMap(\.text)
        guard !revisions.isEmpty else { return session.output.line("there was nothing to do: redacted before") }
        let noun = revisions.count == 1 ? "revision" : "revisions"
        let what = "\(noun) \(revisions.joined(separator: ", ")) of \(name.text)"
        session.output.line(
            validateOnly
                ? "\(what) would be redacted; nothing was"
                : "\(what) redacted, at sequence \(redacted["sequence"]?.text ?? "")"
        )
    }
}
