import ArgumentParser
import DossierClient
import DossierFormats

/// The options for the common fields of one kind of resource.
protocol ResourceFields: ParsableArguments {
    static var kind: ResourceKind { get }
    /// A filter of such resources, and an order, for help.
    static var exampleFilter: String { get }
    static var exampleOrder: String { get }
    /// Fields by the .proto file's names; those without a value are left out.
    var pairs: [(name: String, values: [String])] { get }
}

extension ResourceFields {
    /// What was given. Texts stand for themselves; times, words and names are written as in dossier files.
    var given: [(name: String, value: DossierFile.FieldValue)] {
        pairs.filter { !$0.values.isEmpty }.map { ($0.name, .texts($0.values)) }
    }
}

extension Optional where Wrapped == String {
    /// None or one.
    var values: [String] { map { [$0] } ?? [] }
}
