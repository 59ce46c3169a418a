/// Settings that belong together: each stored property that is a `Setting` is one.
protocol SettingSection: Sendable {
    init()
    /// The key of the mapping that holds them in a file; empty: they stand outside of any.
    static var name: String { get }
}

extension SettingSection {
    /// In the order in which they are declared.
    static var rows: [SettingRow] {
        Mirror(reflecting: Self()).children.compactMap { ($0.value as? any AnySetting)?.row }
    }
}
