import ArgumentParser
import DossierClient
import DossierCore
import DossierWire

struct ListCommand<Fields: ResourceFields>: ClientCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: "Find \(Fields.kind) by what they hold, and show a row each.",
            discussion: "docs/filter.md tells how filters and orders are written, docs/api.md what they can name."
        )
    }

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Option(help: ArgumentHelp("Only those for which this holds, as '\(Fields.exampleFilter)'.", valueName: "filter"))
    var filter = ""
    @Option(help: ArgumentHelp("As '\(Fields.exampleOrder)'. (default: by name)", valueName: "terms")) var orderBy = ""
    @Option(help: "Only those in whose texts all these words occur, best matches first.") var search = ""
    @OptionGroup var read: ReadOptions
    @Flag(help: "Deleted ones, too.") var showDeleted = false
    @Option(help: "At most so many.") var limit = 1_000
    @Flag(help: "However many there are.") var all = false
    @Option(help: "So many a call; 0: as the server likes.") var pageSize = 0
    @Flag(help: "Only how many there are.") var count = false

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
        guard (0...Limits.pageSize).contains(pageSize) else {
            throw ValidationError("--page-size must be 0 to \(Limits.pageSize)")
        }
    }

    func run(_ session: Session) async throws {
        do {
            try await count ? showCount(session) : showRows(session)
        } catch let status as Status {
            throw QueryFault(status, texts: ["filter": filter, "order_by": orderBy, "search": search])
        }
    }

    private func showCount(_ session: Session) async throws {
        var query = query
        query.counts = true
        query.view.fields = ["name"]
        let page = try await session.resources.page(of: Fields.kind, query, size: 1)
        let total = "\(page.totalSize ?? 0)"
        guard session.format == .json else { return session.output.line(total) }
        let sequence = ("sequence", JSONValue.string("\(page.sequence ?? 0)"))
        session.line(JSONValue(members: [("totalSize", .string(total)), sequence]))
    }

    private func showRows(_ session: Session) async throws {
        var view = ListView(Fields.kind, read.fields?.paths ?? [])
        var token = ""
        var left = all ? Int.max : limit
        repeat {
            let size = pageSize == 0 ? 0 : min(pageSize, left)
            let page = try await session.resources.page(of: Fields.kind, query, size: size, token: token)
            for item in page.items.prefix(left) {
                if session.format == .json { session.line(item) } else { view.add(item) }
            }
            left -= min(left, page.items.count)
            token = page.nextPageToken
        } while left > 0 && !token.isEmpty
        if session.format == .table { show(view.table, isCut: !token.isEmpty, session) }
    }

    private var query: ListQuery {
        var query = ListQuery()
        (query.filter, query.order, query.search) = (filter, orderBy, search)
        query.showDeleted = showDeleted
        query.view = read.view
        return query
    }

    private func show(_ table: Table, isCut: Bool, _ session: Session) {
        if table.isEmpty { return Terminal.tell(nothing) }
        for line in table.lines(width: Terminal.width, session.style) { session.output.line(line) }
        session.output.flush()
        if isCut { Terminal.tell("there are more than \(limit); --all shows them, --limit so many") }
    }

    private var nothing: String {
        if !filter.isEmpty || !search.isEmpty { return "no \(Fields.kind) match" }
        if read.asOf != nil { return "there were no \(Fields.kind) then" }
        return "no \(Fields.kind) yet; `dossier import FILE` records some"
    }
}
