import ArgumentParser
import DossierCore
import DossierHost
import DossierStore
import Glibc
import Logging

/// Where a record is kept: sqlite:PATH, or postgres://.. as PostgreSQL's own programs take it.
enum StoreLocation: ExpressibleByArgument, CustomStringConvertible {
    case sqlite(path: String)
    case postgres(PostgresAddress)

    init?(argument: String) {
        let scheme = "sqlite:"
        if argument.hasPrefix(scheme), argument.count > scheme.count {
            self = .sqlite(path: String(argument.dropFirst(scheme.count)))
        } else if ["postgres://", "postgresql://"].contains(where: argument.hasPrefix) {
            self = .postgres(PostgresAddress(argument))
        } else {
            return nil
        }
    }

    /// As it may be shown: without a password.
    var description: String {
        switch self {
        case .sqlite(let path): "sqlite:\(path)"
        case .postgres(let address): address.description
        }
    }

    /// The same text as was given, but for a password.
    var withoutPassword: String {
        switch self {
        case .sqlite: description
        case .postgres(let address): address.withoutPassword
        }
    }

    /// Whether it can be opened so.
    /// - Parameter replica: a standby of a database; nil: there is none.
    func check(isSynchronous: Bool, replica: PostgresAddress?) throws(Status) {
        switch self {
        case .sqlite:
            guard replica == nil else {
                throw Status(.invalidArgument, "--store-replica is a standby of a database; a file has none")
            }
        case .postgres(let address):
            guard isSynchronous else {
                throw Status(
                    .invalidArgument,
                    "--no-sync is for a file; of a database, set synchronous_commit instead (ALTER DATABASE .. SET)"
                )
            }
            try address.check()
            try replica?.check()
        }
    }

    /// Opens it, making it when there is none. As `check` throws, and when it cannot be.
    /// - Parameters:
    ///   - patience: with another server that has a file open. Of a database there may be several.
    ///   - logger: hears what should be looked at while it is open.
    func open(
        isSynchronous: Bool,
        replica: PostgresAddress? = nil,
        patience: LockPatience = .none,
        _ logger: Logger
    ) throws(Status) -> any Store {
        try check(isSynchronous: isSynchronous, replica: replica)
        let log = StoreLog(logger)
        var common = SQLConfiguration()
        common.warn = { logger.warning("\($0)") }
        common.failed = { log.note($0) }
        switch self {
        case .sqlite(let path):
            var configuration = SQLiteStore.Configuration()
            configuration.store = common
            configuration.isSynchronous = isSynchronous
            configuration.patience = patience
            return try SQLiteStore(path: path, configuration: configuration)
        case .postgres(let address):
            return try PostgresStore(address.text, replica: replica?.text, configuration: common)
        }
    }

    /// The record as it is now, whether or not servers have it open: to be verified or copied.
    func source() throws(Status) -> RecordSource {
        try checkExists()
        return switch self {
        case .sqlite(let path): try SQLiteStore.source(path)
        case .postgres(let address): try PostgresStore.source(address)
        }
    }

    /// What a copy can go into; it is made when it is a file.
    func target() throws(Status) -> RecordTarget {
        switch self {
        case .sqlite(let path): try SQLiteStore.target(path)
        case .postgres(let address): try PostgresStore.target(address)
        }
    }

    /// NOT_FOUND when it is a file that is not there.
    func checkExists() throws(Status) {
        guard case .sqlite(let path) = self else { return }
        guard access(path, F_OK) == 0 else { throw Status(.notFound, "there is no such file") }
    }
}

extension PostgresAddress: ExpressibleByArgument {
    /// Only as a URI.
    public init?(argument: String) {
        guard case .postgres(let address)? = StoreLocation(argument: argument) else { return nil }
        self = address
    }
}
