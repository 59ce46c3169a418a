import DossierHost

extension Settings {
    /// As a file of settings, with where each value is from. Passwords are left out.
    var text: String {
        var lines = [
            "# What holds for dossierd \(Host.version), and where it is from; docs/configuration.md tells the rest."
        ]
        for section in Schema.sections {
            if !section.name.isEmpty { lines.append("\(section.name):") }
            let indent = section.name.isEmpty ? "" : "  "
            lines += section.rows.map { indent + line($0, below: section.name) }
        }
        return lines.joined(separator: "\n")
    }

    private func line(_ row: SettingRow, below section: String) -> String {
        let entry = self[row]
        let name = section.isEmpty ? row.key : String(row.key.dropFirst(section.count + 1))
        let texts = entry.texts.isEmpty ? row.standard : row.shown(entry.texts) ?? []
        guard !texts.isEmpty || row.shape == .list && entry.origin != .standard else {
            return "# \(name): (default: \(row.standardText))"
        }
        let value = row.shape == .list ? "[\(texts.map(Self.scalar).joined(separator: ", "))]" : Self.scalar(texts[0])
        let isWhole = !row.isSecret || entry.texts.isEmpty || texts == entry.texts
        let origin = entry.origin.description.filter { !$0.isNewline }
        return "\(name): \(value) # \(origin)\(isWhole ? "" : ", without its password")"
    }

    /// Of YAML, so that it means the same text again.
    private static func scalar(_ text: String) -> String {
        if Int(text) != nil || Bool(text) != nil { return text }
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case _ where ["\"", "\\"].contains(scalar): "\\\(scalar)"
            case .control, .format, .lineSeparator, .paragraphSeparator: Self.escaped(scalar)
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }
}
