import DossierClient
import DossierCore
import DossierWire
import Yams

/// The format that people write by hand: docs/dossier-file.md describes it.
public enum DossierFile {
    /// Reads a file's text.
    /// - Parameter name: how messages call the file.
    /// - Throws: everything that is wrong with it, each with line, column and path.
    public static func read(_ text: String, name: String) throws(Findings) -> Dossier {
        let context = ReadingContext(file: name)
        guard text.utf8.count <= Limits.fileBytes else {
            throw Findings(name, "has more than \(Limits.fileBytes) bytes; split it")
        }
        let root: Node
        do {
            guard let node = try Yams.compose(yaml: text) else { throw Findings(name, "is empty") }
            root = node
        } catch {
            throw Findings(error, in: name)
        }
        let dossier = FileReader(context: context).dossier(root)
        guard context.findings.isEmpty else { throw Findings(all: context.findings) }
        return dossier
    }

    /// Reads fields given one by one, as on a command line: each a name and a value as a file has it.
    /// - Throws: what is wrong with them.
    public static func fields(_ fields: [(name: String, value: String)], of kind: ResourceKind) throws(Findings) -> JSONValue {
        let context = ReadingContext(file: kind.field)
        context.names.isOpen = true
        var pairs: [(Node, Node)] = []
        for (name, value) in fields {
            // A value that is no YAML, as "a: b: c", is a text.
            let node = (try? Yams.compose(yaml: value)) ?? nil
            pairs.append((Node(name), node.map(Self.unmarked) ?? Node(value)))
        }
        let reader = MessageReader(context: context)
        let value = reader.message(Node(pairs), kind.descriptor, kind.field, isResource: true)
        guard context.findings.isEmpty, let value else { throw Findings(all: context.findings) }
        return value
    }

    /// Places in a single value say nothing.
    private static func unmarked(_ node: Node) -> Node {
        guard case .scalar(let scalar) = node else { return node }
        return Node(scalar.string, .implicit, scalar.style == .plain ? .any : scalar.style)
    }
}
