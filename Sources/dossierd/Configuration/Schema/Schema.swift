/// All that can be set of a server that serves. Command line, environment and file are read by it, and
/// docs/configuration.md is written from it.
enum Schema {
    static let sections: [any SettingSection.Type] = [GeneralSettings.self, TLSSettings.self, LimitSettings.self]

    /// Of all sections.
    static let rows: [SettingRow] = sections.flatMap { $0.rows }

    /// The keys that hold settings in a file.
    static let mappings = sections.map { $0.name }.filter { !$0.isEmpty }

    /// The variable that names the file, which stands in no file.
    static let fileVariable = SettingRow.variable(of: "config")

    static func row(_ key: String) -> SettingRow? { rows.first { $0.key == key } }
}
