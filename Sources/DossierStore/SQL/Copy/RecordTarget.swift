import DossierCore

/// A record that a copy goes into: a new file, or an empty database, or what an earlier copy left in one. Nobody else writes
/// to it meanwhile. Used by one thread at a time.
public final class RecordTarget {
    let connection: any Connection
    /// As it may be shown.
    let name: String
    private let engineFinish: (any Connection) throws(Status) -> Void
    private let closed: () -> Void

    /// - Parameters:
    ///   - name: as it may be shown.
    ///   - connection: to a record of the present schema.
    ///   - finish: what the engine does when all is copied, and before it is served.
    ///   - closed: called when the record is let go of.
    init(
        _ name: String,
        _ connection: any Connection,
        finish: @escaping (any Connection) throws(Status) -> Void,
        closed: @escaping () -> Void
    ) {
        self.name = name
        self.connection = connection
        engineFinish = finish
        self.closed = closed
    }

    deinit { closed() }

    /// Makes a whole record of it, of which nothing is indexed.
    func finish() throws(Status) {
        try engineFinish(connection)
        try connection.transaction { () throws(Status) in
            try connection.execute("UPDATE kinds SET terms_version = NULL, indexed = NULL")
            try connection.execute("UPDATE kinds SET indexed = 0 WHERE kind IN (SELECT kind FROM versions)")
            try connection.execute("DELETE FROM meta WHERE name = '\(CopyNote.name)'")
        }
    }
}
