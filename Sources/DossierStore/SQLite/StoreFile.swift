import CSQLite
import DossierCore
import Glibc

/// A store's file, opened by its one owner and brought to the present schema.
struct StoreFile {
    let path: String
    let lock: FileLock
    let connection: SQLiteConnection
    /// The store's own, from which the key of its cursors is made.
    let secret: [UInt8]

    init(path: String, configuration: SQLiteStore.Configuration) throws(Status) {
        self.path = try Self.resolve(path)
        lock = try FileLock(of: self.path, configuration.patience)
        do {
            Self.make(self.path)
            try FileHeader.check(self.path)
            connection = try SQLiteConnection(path: self.path, use: .writing)
            try Self.check(connection, path: self.path, schema: configuration.schema)
            try Self.configure(connection, configuration)
            try Self.migrate(connection, to: configuration.schema)
            try configuration.schema.check(connection)
            secret = try Self.secret(connection)
            if !configuration.isCopy { try Self.checkWhole(connection) }
            Self.syncFolder(of: self.path)
        } catch {
            lock.release()
            throw Status(error.code, "\(self.path): \(error.message)")
        }
    }

    /// The one path of a file that may have several, so that it is locked under one name.
    private static func resolve(_ path: String) throws(Status) -> String {
        if let real = realpath(path, nil) {
            defer { free(real) }
            return String(cString: real)
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") + "/" : "."
        guard let name = parts.last, !name.isEmpty, let real = realpath(folder, nil) else {
            throw Status(.failedPrecondition, "the folder of \"\(path)\" does not exist; make it, or choose another")
        }
        defer { free(real) }
        return "\(String(cString: real))/\(name)"
    }

    /// Makes a file that is not there, for its owner alone to read. What the engine puts beside it gets the same mode.
    private static func make(_ path: String) {
        let made = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        // Why not, the engine says.
        if made >= 0 { close(made) }
    }

    /// Refuses what is not Dossier's, or a later Dossier's, before anything is changed.
    static func check(_ connection: SQLiteConnection, path: String, schema: Schema) throws(Status) {
        let application = try connection.integer("PRAGMA application_id")
        let version = try connection.integer("PRAGMA user_version")
        let isEmpty = try connection.integer("SELECT count(*) FROM sqlite_schema") == 0
        guard application == Schema.applicationID || isEmpty && application == 0 && version == 0 else {
            throw Status(.failedPrecondition, "this is a database of another program; choose another file")
        }
        guard version >= 0 else { throw .damaged("its schema has the number \(version)") }
        guard version <= schema.steps.count else {
            throw Status(
                .failedPrecondition,
                """
                a newer Dossier wrote this file (schema \(version), this one knows \(schema.steps.count)); \
                install that version, or restore a backup of before
                """
            )
        }
    }

    private static func configure(
        _ connection: SQLiteConnection,
        _ configuration: SQLiteStore.Configuration
    ) throws(Status) {
        // A copy has no readers to be kept from waiting, and what it leaves is one file, which can be read from where nothing
        // can be written.
        try connection.execute(
            """
            PRAGMA page_size = 8192;
            PRAGMA journal_mode = \(configuration.isCopy ? "DELETE" : "WAL");
            PRAGMA synchronous = \(configuration.isSynchronous ? "FULL" : "OFF");
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA secure_delete = OFF;
            PRAGMA temp_store = MEMORY;
            PRAGMA busy_timeout = \(Limits.checkpointMilliseconds);
            PRAGMA cache_size = -\(Limits.writerCacheBytes >> 10);
            """
        )
    }

    private static func migrate(_ connection: SQLiteConnection, to schema: Schema) throws(Status) {
        let version = Int(try connection.integer("PRAGMA user_version"))
        guard version < schema.steps.count else { return }
        try connection.transaction { () throws(Status) in
            for step in schema.steps[version...] { try connection.execute(step) }
            try connection.execute("PRAGMA application_id = \(Schema.applicationID)")
            try connection.execute("PRAGMA user_version = \(schema.steps.count)")
        }
    }

    private static func secret(_ connection: SQLiteConnection) throws(Status) -> [UInt8] {
        let find = try connection.prepare("SELECT value FROM meta WHERE name = 'secret'")
        if try find.step() { return [UInt8](find.bytes(0)) }
        let secret = Sodium.random(CursorKey.secretBytes)
        let add = try connection.prepare("INSERT INTO meta (name, value) VALUES ('secret', ?1)")
        add.bind(1, secret)
        try add.run()
        return secret
    }

    /// That it may be served: it is no half of a copy, and its end, which a crash could have torn, is as it was written.
    private static func checkWhole(_ connection: SQLiteConnection) throws(Status) {
        try CopyNote.refuse(connection)
        try Verification(connection, hasAudit: Schema.hasAudit(connection)).tail(Limits.transactionsVerifiedAtOpen)
    }

    /// Makes a new file's name as durable as its contents.
    private static func syncFolder(of path: String) {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let descriptor = open(folder + "/", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
