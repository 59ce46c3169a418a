import Logging
import Synchronization

/// A log in memory.
final class LogRecorder: Sendable {
    private let recorded = Mutex<[String]>([])

    /// Each line: its message and its metadata.
    var lines: [String] { recorded.withLock { $0 } }

    /// Whether a line holds all of these.
    func holds(_ parts: String...) -> Bool {
        lines.contains { line in parts.allSatisfy(line.contains) }
    }

    /// Writes here, warnings and worse.
    var logger: Logger { Logger(label: "test") { [self] _ in Handler(recorder: self) } }

    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.warning

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            recorder.recorded.withLock { $0.append("\(event.message) \(all)") }
        }
    }
}
