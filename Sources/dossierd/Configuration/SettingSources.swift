import Configuration
import DossierCore

/// Where settings are from: the command line goes before the environment, and this before a file.
struct SettingSources: Sendable {
    /// What the command line gives, by key.
    let options: [String: [String]]
    let environment: EnvironmentSettings
    /// Of the file; nil: there is none.
    let path: String?

    /// - Parameter path: the file that the command line names; nil: the one that the environment does, if any.
    init(options: [String: [String]], environment: [String: String], path: String?) {
        self.options = options
        self.environment = EnvironmentSettings(environment)
        self.path = path ?? self.environment.file
    }

    /// Reads the file, and makes of all three what is to hold. Blocks.
    /// - Throws: INVALID_ARGUMENT that names what is wrong, where it is from, and what it must be.
    func read() throws(Status) -> Settings {
        try environment.check()
        let file = try path.map { (path) throws(Status) in try SettingsFile(reading: path) }
        let origins = OriginReporter()
        let reader = ConfigReader(
            providers: [
                Self.provider("options", options), environment.provider, Self.provider("file", file?.texts ?? [:]),
            ],
            accessReporter: origins
        )
        var entries: [String: Settings.Entry] = [:]
        for row in Schema.rows {
            let texts = Self.texts(of: row, in: reader)
            let origin: SettingOrigin =
                switch origins.provider(of: row.key) {
                case 0: .option(row.option)
                case 1: .variable(row.variable)
                case 2: .file(path: file?.path ?? "", line: file?.lines[row.key] ?? 0)
                default: .standard
                }
            if let texts { try row.check(texts, as: origin.name(of: row.key)) }
            entries[row.key] = Settings.Entry(texts: texts ?? [], origin: origin)
        }
        let settings = Settings(entries)
        try settings.check()
        return settings
    }

    private static func texts(of row: SettingRow, in reader: ConfigReader) -> [String]? {
        let key = ConfigKey(row.key)
        return row.shape == .list
            ? reader.stringArray(forKey: key, isSecret: row.isSecret)
            : reader.string(forKey: key, isSecret: row.isSecret).map { [$0] }
    }

    private static func provider(_ name: String, _ texts: [String: [String]]) -> InMemoryProvider {
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for row in Schema.rows {
            guard let given = texts[row.key] else { continue }
            let content = row.shape == .list ? ConfigContent.stringArray(given) : .string(given[0])
            values[AbsoluteConfigKey(ConfigKey(row.key))] = ConfigValue(content, isSecret: row.isSecret)
        }
        return InMemoryProvider(name: name, values: values)
    }
}
