import DossierClient
import DossierCore
import DossierWire
import DossierYAML

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
        let dossier = FileReader(context: context).dossier(try YAMLNode.root(of: text, in: name))
        guard context.findings.isEmpty else { throw Findings(all: context.findings) }
        return dossier
    }

    /// Reads a file. Blocks.
    /// - Throws: `Findings`, or a `Status` when it cannot be read or is not UTF-8.
    static func read(_ file: ImportFile) throws -> Dossier {
        try read(try file.text(), name: file.name)
    }

    /// A field's value on a command line.
    public enum FieldValue: Sendable {
        /// As a file has it: `[a, b]`, `{text: Friday, time: 2022-09-09}`, `amber+strict`.
        case notation(String)
        /// As it stands; several for a field that repeats.
        case texts([String])
    }

    /// Reads fields given one by one, as on a command line.
    /// - Throws: what is wrong with them.
    public static func fields(
        _ fields: [(name: String, value: FieldValue)],
        of kind: ResourceKind
    ) throws(Findings) -> JSONValue {
        let context = ReadingContext(file: "")
        context.names.isOpen = true
        let entries = fields.map { YAMLEntry($0.name, node($0.value)) }
        let reader = MessageReader(context: context)
        let value = reader.message(YAMLNode(.mapping(entries)), kind.descriptor, kind.field, isResource: true)
        guard context.findings.isEmpty, let value else { throw Findings(all: context.findings) }
        return value
    }

    private static func node(_ value: FieldValue) -> YAMLNode {
        switch value {
        case .texts(let texts): texts.count == 1 ? quoted(texts[0]) : YAMLNode(.sequence(texts.map(quoted)))
        // What is no YAML, as "a: b: c", is a text.
        case .notation(let text): ((try? YAMLNode.parse(text)) ?? nil) ?? quoted(text)
        }
    }

    private static func quoted(_ text: String) -> YAMLNode { YAMLNode(.scalar(text, isPlain: false)) }
}
