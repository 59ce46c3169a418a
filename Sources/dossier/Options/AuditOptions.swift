import ArgumentParser
import DossierClient
import DossierFormats

/// Which entries of the audit are shown.
struct AuditOptions: ParsableArguments {
    @Option(help: "Only what this one wrote.") var subject = ""
    @Option(help: ArgumentHelp("Only what was recorded after that: \(MomentNotation.allowedTimes).", valueName: "time"))
    var after: SaidTime?
    @Option(help: ArgumentHelp("Only what was recorded before that began.", valueName: "time")) var before: StartTime?

    var filter: AuditFilter {
        var filter = AuditFilter()
        filter.subject = subject
        filter.start = after?.time ?? ""
        filter.end = before?.time ?? ""
        return filter
    }
}

/// A time on the command line, as RFC 3339; spans mean their first instant.
struct StartTime: ExpressibleByArgument {
    let time: String

    init?(argument: String) {
        guard let time = MomentNotation.start(argument) else { return nil }
        self.time = time
    }
}
