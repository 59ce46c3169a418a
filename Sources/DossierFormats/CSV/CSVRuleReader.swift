import DossierYAML

/// Reads how a cell becomes a value: `{column: NAME, split: ";", words: {..}, time: D.M.Y, as: ..}`.
struct CSVRuleReader {
    let context: ReadingContext
    /// Of the file, in its order.
    let columns: [String]

    private static let keys = ["column", "split", "words", "time", "as"]

    /// - Parameter check: is told what a word means, and where that stands.
    func rule(_ node: YAMLNode, _ path: String, _ check: (YAMLNode, String) -> Void) -> CSVCellRule? {
        guard case .mapping(let entries) = node.content, let named = entries.first(where: { $0.key == "column" }) else {
            context.refuse(
                node.place,
                path,
                "must be a mapping with column, and with split where it has several values"
            )
            return nil
        }
        guard let column = columns(named.value, "\(path).column").first else { return nil }
        var rule = CSVCellRule(column: column, name: columns[column])
        for entry in entries {
            let path = "\(path).\(entry.key)"
            switch entry.key {
            case "split": rule.separator = separator(entry.value, path)
            case "words": rule.words = words(entry.value, path, check)
            case "time": rule.time = time(entry.value, path)
            case "column", "as": break
            default: context.refuse(entry.place, path, "no such part", name: entry.key, known: Self.keys)
            }
        }
        return rule
    }

    /// Where the named columns stand.
    func columns(_ node: YAMLNode, _ path: String) -> [Int] {
        let nodes = if case .sequence(let elements) = node.content { elements } else { [node] }
        return nodes.compactMap { element in
            do throws(CSVText.Fault) {
                guard let name = element.text else { throw CSVText.Fault(message: "must be the name of a column") }
                return try CSVText.index(name, columns)
            } catch {
                context.refuse(element.place, path, error.message)
                return nil
            }
        }
    }

    private func separator(_ node: YAMLNode, _ path: String) -> String? {
        if let text = node.text, !text.isEmpty { return text }
        context.refuse(node.place, path, "must be what stands between values, as \";\"")
        return nil
    }

    private func words(_ node: YAMLNode, _ path: String, _ check: (YAMLNode, String) -> Void) -> [String: String]? {
        guard case .mapping(let entries) = node.content else {
            context.refuse(node.place, path, "must be a mapping from what stands in a cell to what it means")
            return nil
        }
        var words: [String: String] = [:]
        for entry in entries {
            check(entry.value, "\(path).\(entry.key)")
            words[entry.key] = entry.value.text
        }
        return words
    }

    private func time(_ node: YAMLNode, _ path: String) -> CSVTimeFormat? {
        if let format = node.text.flatMap(CSVTimeFormat.init) { return format }
        context.refuse(
            node.place,
            path,
            "must say where year, month, day, hour, minute and second stand, as D.M.Y or Y-M-D h:m"
        )
        return nil
    }
}
