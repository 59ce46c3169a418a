import DossierCore
import Logging

/// Writes what is as urgent as the server's level, whenever that changes, each event as a line.
struct ServerLogHandler: LogHandler {
    private let level: LogLevel
    private let format: LogFormat
    private let writer: LogWriter

    init(_ level: LogLevel, _ format: LogFormat, _ writer: LogWriter) {
        self.level = level
        self.format = format
        self.writer = writer
    }

    /// No logger has a level of its own.
    var logLevel: Logger.Level {
        get { level.value }
        set {}
    }

    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields = metadata
        for more in [metadataProvider?.get(), event.metadata] { fields.merge(more ?? [:]) { $1 } }
        if let error = event.error { fields["error"] = "\(error)" }
        var line = LogLine(format)
        line.begin(event.level, event.message.description, source: event.source)
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) { line.add(key, value) }
        writer.write(line.end())
    }
}
