import ArgumentParser

/// The options of a section's settings, as the schema has them, and what the command line gives by them.
struct SettingFlags<Section: SettingSection>: ParsableArguments {
    /// By the settings' keys; without those that are not given.
    private(set) var texts: [String: [String]] = [:]

    init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: OptionName.self)
        for row in Section.rows {
            let name = OptionName(stringValue: row.option)
            switch row.shape {
            case .one:
                texts[row.key] = try container.decode(Option<String?>.self, forKey: name).wrappedValue.map { [$0] }
            case .list:
                let several = try container.decode(Option<[String]>.self, forKey: name).wrappedValue
                texts[row.key] = several.isEmpty ? nil : several
            case .flag:
                let isGiven = try container.decode(Flag<Bool>.self, forKey: name).wrappedValue
                texts[row.key] = isGiven ? [String(true)] : nil
            }
        }
    }
}

/// ArgumentParser finds options by the properties that a mirror shows, so the schema need not be told twice.
extension SettingFlags: CustomReflectable {
    var customMirror: Mirror {
        Mirror(self, children: Section.rows.map { (label: $0.option, value: Self.option($0)) })
    }

    private static func option(_ row: SettingRow) -> Any {
        let name = NameSpecification.customLong(row.option)
        let help = ArgumentHelp("\(row.help)\(note(row))", valueName: row.placeholder)
        switch row.shape {
        case .one: return Option<String?>(name: name, help: help)
        case .list: return Option<[String]>(wrappedValue: [], name: name, help: help)
        case .flag: return Flag<Bool>(wrappedValue: false, name: name, help: help)
        }
    }

    private static func note(_ row: SettingRow) -> String {
        let isObvious = row.shape == .flag || row.standard.isEmpty && row.standardInWords == nil
        return isObvious ? "" : " (default: \(row.standardText))"
    }
}

/// The name of an option, as ArgumentParser keeps what it has read.
private struct OptionName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
