import ArgumentParser

/// Copies a record from one engine to another.
struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Move a record to another engine, or to another file or database.",
        discussion: """
            It may run while the record is served. Run it again, after the server has ended, to copy what was written \
            meanwhile; and again to go on with a copy that was broken off. Then serve the new place, and never the old one \
            again. Words and terms, by which records are found, are made when dossierd first serves it. docs/backup.md tells \
            more.
            """
    )

    @Option(help: "The record: sqlite:PATH or postgres://HOST/DATABASE.") var from: StoreLocation
    @Option(
        help: "Where it is to be: a new file, an empty database, or what this command has copied to before."
    )
    var to: StoreLocation

    func run() throws { try Transfer(from: from, to: to, beginning: .any).run() }
}
