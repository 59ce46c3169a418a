import DossierYAML

/// A value on one line; in quotes what is not plain.
func shown(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, let isPlain): isPlain ? text : "\"\(text)\""
    case .sequence(let elements): "[\(elements.map(shown).joined(separator: ", "))]"
    case .mapping(let entries): "{\(entries.map { "\($0.key): \(shown($0.value))" }.joined(separator: ", "))}"
    }
}
