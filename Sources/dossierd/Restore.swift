import ArgumentParser

/// Copies a record out of a file.
struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy a backup to where it is to be served.",
        discussion: """
            Run the same command again to go on with a copy that was broken off. Words and terms, by which records are found, \
            are made when dossierd first serves it. docs/backup.md tells more.
            """
    )

    @Option(help: ArgumentHelp("The file that dossierd backup wrote.", valueName: "file")) var from: String
    @Option(help: "An empty place: sqlite:PATH, a file to be made, or postgres://HOST/DATABASE, an empty database.")
    var store: StoreLocation

    func run() throws { try Transfer(from: .sqlite(path: from), to: store, beginning: .new).run() }
}
