import ArgumentParser
import DossierClient

/// What every command that writes takes.
struct WriteArguments: ParsableArguments {
    @Flag(help: "Check everything, write nothing; say what would be done.") var validateOnly = false

    @Option(
        help: ArgumentHelp(
            "Makes repeating safe for 24 hours: with the same request it gets the first answer again. (default: a new one)",
            valueName: "id"
        )
    )
    var requestID: String?

    var options: WriteOptions { WriteOptions(requestID: requestID, validateOnly: validateOnly) }
}
