import DossierCore
import Logging
import NIOPosix
import Synchronization

/// The settings that hold now, and what SIGHUP makes of them. Any thread.
final class LiveSettings: Sendable {
    private let sources: SettingSources
    private let held: Mutex<Settings>
    private let level: LogLevel
    private let logger: Logger

    /// - Parameter level: what `log-level` sets from here on.
    init(_ settings: Settings, from sources: SettingSources, level: LogLevel, logger: Logger) {
        self.sources = sources
        held = Mutex(settings)
        self.level = level
        self.logger = logger
    }

    var current: Settings { held.withLock { $0 } }

    /// Reads the sources again, and takes over what can be. What cannot be is named in the log; a failure changes nothing and
    /// is logged. One at a time.
    func reload() async {
        do {
            // On a thread that may be blocked: a file is read.
            let fresh = try await NIOThreadPool.singleton.runIfActive { [sources] in try sources.read() }
            try take(fresh)
        } catch {
            logger.error("settings not reloaded; those before stay", metadata: ["reason": "\(error)"])
        }
    }

    private func take(_ fresh: Settings) throws(Status) {
        let changes = current.changes(to: fresh)
        for row in changes where row.reload != .value {
            logger.warning(
                "a changed setting needs a restart; it stays as it was",
                metadata: ["setting": "\(row.key)", "origin": "\(fresh[row].origin)"]
            )
        }
        let taken = changes.filter { $0.reload == .value }
        guard !taken.isEmpty else { return }
        let settings = current.taking(taken, from: fresh)
        do {
            try settings.check()
        } catch {
            throw Status(error.code, "a restart must take over the others first: \(error.message)")
        }
        held.withLock { $0 = settings }
        level.value = settings.general.logLevel
        logger.notice("settings reloaded", metadata: ["settings": "\(taken.map(\.key).joined(separator: ", "))"])
    }
}
