import ArgumentParser
import DossierClient
import DossierCore
import DossierWire

struct TimelineCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeline",
        abstract: "Show what happened and what was said, of an incident or an actor, in time order.",
        discussion: """
            Times are as precise as they are known; where only bounds are known, the last moment that a time can mean \
            decides its place. --svg draws the same as a picture for a web page.
            """
    )

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: "An incident's id or name, or an actor's name, as actors/iran.") var name: String
    @OptionGroup var clocks: ClockOptions
    @Option(help: "At most so many entries.") var limit = 1_000
    @Option(help: ArgumentHelp("Draw it into this file; - for standard output.", valueName: "file")) var svg: String?

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
    }

    func run(_ session: Session) async throws {
        let isActor = name.hasPrefix("\(ResourceKind.actors)/")
        let name = try (isActor ? ResourceKind.actors : .incidents).name(self.name)
        var reply = try await session.views.timeline(of: name, clocks.clocks, size: size(limit))
        var entries = reply.elements("entries")
        while entries.count < limit, let token = reply["nextPageToken"]?.text {
            let size = size(limit - entries.count)
            reply = try await session.views.timeline(of: name, clocks.clocks, size: size, token: token)
            entries += reply.elements("entries")
        }
        if session.format == .json, svg == nil { return entries.prefix(limit).forEach(session.line) }
        let all = JSONValue(members: [("entries", .array(entries)), ("sequence", reply["sequence"] ?? .string("0"))])
        let names = try await NameBook.read(for: all, and: [name], session.resources)
        try show(Array(entries.prefix(limit)), of: name, sequence: reply["sequence"]?.text, names, session)
        let isCut = entries.count > limit || reply["nextPageToken"] != nil
        if isCut { Terminal.tell("there are more than \(limit); --limit shows more") }
    }

    private func size(_ left: Int) -> Int { min(left, Limits.pageSize) }

    private func show(
        _ entries: [JSONValue],
        of name: String,
        sequence: String?,
        _ names: NameBook,
        _ session: Session
    ) throws {
        let clocks = ClockOptions.text(said: clocks.saidAsOf?.time, sequence: sequence)
        let title = names.text(.string(name))
        if let svg {
            let drawing = TimelineDrawing(entries, names, title: title, subtitle: "\(name), \(clocks)")
            try OutputFile.write(drawing.svg, to: svg, session.output)
        } else {
            let head =
                Prose(title, .strong).lines(session.layout) + Prose("\(name), \(clocks)", .faint).lines(session.layout)
            let lines = entries.isEmpty ? ["nothing by then"] : TimelineView(entries, names, session.layout).lines
            (head + [""] + lines).forEach(session.output.line)
        }
        session.output.flush()
    }
}
