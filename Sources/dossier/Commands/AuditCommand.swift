import ArgumentParser
import DossierClient
import DossierCore
import DossierWire

struct AuditCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Show who changed the record, when, from where and by what, newest first. For administrators."
    )

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: "Only what wrote or redacted this record: KIND/ID, as incidents/july-attack.") var name: RecordName?
    @OptionGroup var which: AuditOptions
    @Option(help: "At most so many.") var limit = 100
    @Flag(help: "However many there are.") var all = false

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
    }

    func run(_ session: Session) async throws {
        var filter = which.filter
        filter.name = name?.text ?? ""
        var view = AuditView()
        var token = ""
        var left = all ? Int.max : limit
        repeat {
            let page = try await session.audit.entries(filter, size: min(left, Limits.pageSize), token: token)
            let entries = page.elements("entries")
            for entry in entries.prefix(left) {
                if session.format == .json { session.line(entry) } else { view.add(entry) }
            }
            left -= min(left, entries.count)
            token = page["nextPageToken"]?.text ?? ""
        } while left > 0 && !token.isEmpty
        if session.format == .table { show(view.table, isCut: !token.isEmpty, session) }
    }

    private func show(_ table: Table, isCut: Bool, _ session: Session) {
        if table.isEmpty { return Terminal.tell("nothing like that was recorded") }
        for line in table.lines(width: Terminal.width, session.style) { session.output.line(line) }
        session.output.flush()
        if isCut { Terminal.tell("there are more than \(limit); --all shows them, --limit so many") }
    }
}
