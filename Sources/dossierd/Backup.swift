import ArgumentParser

/// Copies a record into a file.
struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy a record into a file, while servers go on with it.",
        discussion: """
            The file holds the record as it was when the copy began, is verified, and can be served as it is. Until the copy has \
            come to its end, no program takes the file for a record: run the same command again to go on. The file holds all \
            that the record holds, of every marking, and its secret: see docs/backup.md.
            """
    )

    @Option(help: "The record: sqlite:PATH or postgres://HOST/DATABASE.") var store: StoreLocation
    @Option(help: ArgumentHelp("The file, which must not hold a record.", valueName: "file")) var to: String

    func run() throws { try Transfer(from: store, to: .sqlite(path: to), beginning: .new).run() }
}
