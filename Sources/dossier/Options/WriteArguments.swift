import ArgumentParser
import DossierClient

/// What every command that writes takes.
struct WriteArguments: ParsableArguments {
    @Flag(help: "Check everything, write nothing; say what would be done.") var validateOnly = false

    @Option(
        help: ArgumentHelp(
            "Makes repeating safe: the same id with the same request gets the first answer again, for 24 hours.",
            valueName: "id"
        )
    )
    var requestID = ""

    var options: WriteOptions { WriteOptions(requestID: requestID, validateOnly: validateOnly) }
}
