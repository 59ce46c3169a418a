import ArgumentParser
import DossierCore
import DossierStore

/// Where the record is kept: sqlite:PATH.
struct StoreLocation: ExpressibleByArgument, CustomStringConvertible {
    let path: String

    init(path: String) { self.path = path }

    init?(argument: String) {
        let scheme = "sqlite:"
        guard argument.hasPrefix(scheme), argument.count > scheme.count else { return nil }
        self.init(path: String(argument.dropFirst(scheme.count)))
    }

    var description: String { "sqlite:\(path)" }

    /// Opens it, making it when there is none.
    func open(isSynchronous: Bool) throws(Status) -> any Store {
        var configuration = SQLiteStore.Configuration()
        configuration.isSynchronous = isSynchronous
        return try SQLiteStore(path: path, configuration: configuration)
    }
}
