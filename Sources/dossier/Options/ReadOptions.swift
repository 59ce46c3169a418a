import ArgumentParser
import DossierClient
import DossierFormats

/// What every command that reads takes.
struct ReadOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The record as it stood then: \(MomentNotation.allowed).",
            valueName: "moment"
        )
    )
    var asOf: RecordMoment?

    @Option(help: ArgumentHelp("Only these fields, with commas between, as title,victims.actor.", valueName: "fields"))
    var fields: FieldPaths?

    /// Of each resource: with its name, so that one can tell which it is.
    var view: ReadView {
        let paths = fields?.paths ?? []
        return ReadView(fields: paths.isEmpty || paths.contains("name") ? paths : ["name"] + paths, moment: asOf)
    }
}

extension RecordMoment: ExpressibleByArgument {
    /// As `MomentNotation` reads it.
    public init?(argument: String) {
        guard let moment = MomentNotation.moment(argument) else { return nil }
        self = moment
    }
}

/// Paths of fields on the command line: "title,victims.actor".
struct FieldPaths: ExpressibleByArgument {
    let paths: [String]

    init?(argument: String) {
        paths = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let isPath = { (path: String) in path == "*" || path.wholeMatch(of: /[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*/) != nil }
        guard paths.allSatisfy(isPath) else { return nil }
    }
}
