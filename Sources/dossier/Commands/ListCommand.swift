import ArgumentParser
import DossierClient
import DossierCore

struct ListCommand<Fields: ResourceFields>: ClientCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: "Show the \(Fields.kind), by name.")
    }

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Option(help: "At most so many.") var limit = 1_000
    @Option(help: "So many a call; 0: as the server likes.") var pageSize = 0
    @Flag(help: "Deleted ones, too.") var showDeleted = false

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
        guard (0...Limits.pageSize).contains(pageSize) else {
            throw ValidationError("--page-size must be 0 to \(Limits.pageSize)")
        }
    }

    func run(_ session: Session) async throws {
        let kind = Fields.kind
        var table = Table(ResourceTable.headings(kind))
        var token = ""
        var left = limit
        repeat {
            let size = pageSize == 0 ? 0 : min(pageSize, left)
            let page = try await session.resources.page(of: kind, size: size, token: token, showDeleted: showDeleted)
            for item in page.items.prefix(left) {
                if session.format == .json { session.line(item) } else { table.add(ResourceTable.cells(item, kind)) }
            }
            left -= min(left, page.items.count)
            token = page.nextPageToken
        } while left > 0 && !token.isEmpty
        if session.format == .table { show(table, isCut: !token.isEmpty, session) }
    }

    private func show(_ table: Table, isCut: Bool, _ session: Session) {
        if table.isEmpty { return Terminal.tell("no \(Fields.kind) yet; `dossier import FILE` records some") }
        for line in table.lines(width: Terminal.width, session.style) { session.output.line(line) }
        session.output.flush()
        if isCut { Terminal.tell("there are more than \(limit); --limit shows more") }
    }
}
