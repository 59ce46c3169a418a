import ArgumentParser
import DossierClient
import DossierCore
import DossierWire

struct SearchCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find whatever speaks of some words: the best matches of each collection, with the words in context.",
        discussion: "All the words must occur, in any form of writing: case and accents do not count."
    )

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: "The words.") var words: [String]
    @Option(help: "At most so many of each collection.") var limit = 5
    @Option(
        help: ArgumentHelp(
            "The record as it stood then: a day (its end, UTC), a time or a sequence.",
            valueName: "moment"
        )
    )
    var asOf: RecordMoment?

    func validate() throws {
        guard (1...Limits.pageSize).contains(limit) else {
            throw ValidationError("--limit must be 1 to \(Limits.pageSize)")
        }
    }

    func run(_ session: Session) async throws {
        let pages = try await pages(session.resources)
        if session.format == .json { return pages.flatMap(\.page.items).forEach(session.line) }
        let found = pages.filter { !$0.page.items.isEmpty }
        guard !found.isEmpty else { return Terminal.tell("nothing speaks of \(text); fewer words find more") }
        let view = SearchView(text, width: Terminal.width, session.style)
        for (index, (kind, page)) in found.enumerated() {
            if index > 0 { session.output.line("") }
            view.lines(page, kind).forEach(session.output.line)
        }
    }

    private var text: String { words.joined(separator: " ") }

    /// All of one moment: that of the first, when none is asked for.
    private func pages(_ resources: Resources) async throws -> [(kind: ResourceKind, page: ListPage)] {
        var query = ListQuery()
        query.search = text
        query.counts = true
        query.view.moment = asOf
        var pages: [(kind: ResourceKind, page: ListPage)] = []
        for kind in [ResourceKind.incidents, .actors, .statements, .sources] {
            do throws(Status) {
                let page = try await resources.page(of: kind, query, size: limit)
                pages.append((kind, page))
                query.view.moment = query.view.moment ?? page.sequence.map(RecordMoment.sequence)
            } catch {
                throw QueryFault(error, texts: ["search": text])
            }
        }
        return pages
    }
}
