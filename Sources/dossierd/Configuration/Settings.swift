/// What holds for a server: a value of every setting, each of its form.
struct Settings: Sendable {
    /// Of one setting.
    struct Entry: Sendable {
        /// As they are given; empty: the default holds.
        let texts: [String]
        let origin: SettingOrigin
    }

    private var entries: [String: Entry]

    /// One for each setting.
    init(_ entries: [String: Entry]) { self.entries = entries }

    var general: SectionValues<GeneralSettings> { SectionValues(settings: self) }
    var tls: SectionValues<TLSSettings> { SectionValues(settings: self) }
    var limits: SectionValues<LimitSettings> { SectionValues(settings: self) }

    subscript(row: SettingRow) -> Entry { entries[row.key, default: Entry(texts: [], origin: .standard)] }

    /// The settings of which another has other values.
    func changes(to other: Settings) -> [SettingRow] {
        Schema.rows.filter { effective($0) != other.effective($0) }
    }

    /// With these as another has them.
    func taking(_ rows: [SettingRow], from other: Settings) -> Settings {
        var settings = self
        for row in rows { settings.entries[row.key] = other[row] }
        return settings
    }

    private func effective(_ row: SettingRow) -> [String] {
        let texts = self[row].texts
        return texts.isEmpty ? row.standard : texts
    }
}
