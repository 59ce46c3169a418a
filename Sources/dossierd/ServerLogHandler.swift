import Logging

/// Writes to standard error what is as urgent as the server's level, whenever that changes.
struct ServerLogHandler: LogHandler {
    private var stream: StreamLogHandler
    private let level: LogLevel

    init(_ label: String, _ level: LogLevel) {
        stream = StreamLogHandler.standardError(label: label)
        self.level = level
    }

    /// No logger has a level of its own.
    var logLevel: Logger.Level {
        get { level.value }
        set {}
    }

    var metadata: Logger.Metadata {
        get { stream.metadata }
        set { stream.metadata = newValue }
    }

    var metadataProvider: Logger.MetadataProvider? {
        get { stream.metadataProvider }
        set { stream.metadataProvider = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { stream[metadataKey: key] }
        set { stream[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) { stream.log(event: event) }
}
