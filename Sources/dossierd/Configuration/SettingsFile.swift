import Configuration
import DossierCore
import DossierYAML
import Glibc

/// The settings that a YAML file gives.
struct SettingsFile: Sendable {
    let path: String
    /// By key.
    private(set) var texts: [String: [String]] = [:]
    /// Where each key stands, from 1.
    private(set) var lines: [String: Int] = [:]

    /// Reads it. Blocks.
    /// - Throws: INVALID_ARGUMENT when it cannot be read, is not YAML, or has keys or values that no setting has.
    init(reading path: String) throws(Status) {
        self.path = path
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            throw Status(.invalidArgument, "\(path) is not a file, which SIGHUP could read again")
        }
        do throws(Status) {
            let bytes = try FileContents.read(path, atMost: Limits.settingsBytes)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Status(.invalidArgument, "\(path) is not UTF-8; save it so")
            }
            try parse(text)
        } catch {
            throw Status(.invalidArgument, error.message)
        }
    }

    private mutating func parse(_ text: String) throws(Status) {
        let root: YAMLNode?
        do {
            root = try YAMLNode.parse(text)
        } catch {
            throw fault(error.place, error.message)
        }
        guard let root else { return }
        guard case .mapping(let entries) = root.content else {
            throw fault(root.place, "the file must be a mapping of settings, as \"log-level: info\"")
        }
        try take(entries, below: "")
    }

    private mutating func take(_ entries: [YAMLEntry], below prefix: String) throws(Status) {
        for entry in entries {
            let key = prefix + entry.key
            if let row = Schema.row(key) {
                guard lines.updateValue(entry.place.line, forKey: key) == nil else {
                    throw fault(entry.place, "\(key) stands more than once")
                }
                let given = try texts(of: entry.value, row)
                // Here already: another source may go before it.
                try row.check(given, as: SettingOrigin.file(path: path, line: entry.place.line).name(of: key))
                texts[key] = given
            } else if Schema.mappings.contains(key) {
                try takeSection(entry, key)
            } else {
                throw fault(entry.place, "\(key) is not known; did you mean \(nearest(to: key, entry.value))?")
            }
        }
    }

    private func nearest(to key: String, _ value: YAMLNode) -> String {
        if !key.contains("."), case .mapping = value.content { return Schema.nearestMapping(to: key) }
        return Schema.nearest(to: key).key
    }

    private mutating func takeSection(_ entry: YAMLEntry, _ key: String) throws(Status) {
        switch entry.value.content {
        case .mapping(let inner): try take(inner, below: key + ".")
        case .scalar where entry.value.isNothing: break
        default: throw fault(entry.place, "\(key) must be a mapping of settings")
        }
    }

    private func texts(of value: YAMLNode, _ row: SettingRow) throws(Status) -> [String] {
        let elements: [YAMLNode] =
            if row.shape == .list, case .sequence(let elements) = value.content { elements } else { [value] }
        var texts: [String] = []
        for element in elements {
            guard let text = element.text, !element.isNothing else {
                throw fault(
                    value.place,
                    "\(row.key) must be \(row.expectation); to have the default, leave the key out"
                )
            }
            guard !text.contains("\0") else { throw fault(element.place, "\(row.key) has a zero byte") }
            texts.append(text)
        }
        return texts
    }

    private func fault(_ place: Place, _ message: String) -> Status {
        Status(.invalidArgument, "\(path):\(place.line): \(message)")
    }
}

extension YAMLNode {
    /// It is written as nothing.
    fileprivate var isNothing: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }
}
