import CDossierModule
import CProtobufC
import DossierCore

/// A kind of record that the module owns: what the host must know to index, order and check it.
public struct Kind: Sendable {
    /// "incidents", as in names.
    public let name: KindName
    private let fields: [TermField]
    private let termsVersion: UInt32
    /// Gives the terms and texts of an encoded record.
    let index: @Sendable (UnsafeRawBufferPointer, IndexSink) throws(Interrupt) -> Void
    /// Gives what stands in the place of an encoded record that is redacted.
    let redact: @Sendable (UnsafeRawBufferPointer, dossier_redaction) -> [UInt8]

    /// A kind of resource; its terms and texts are those that every resource has, and these.
    /// - Parameters:
    ///   - termsVersion: raised when the terms or texts change, so that what is stored is indexed anew.
    ///   - body: the C struct of the resource's message.
    public init<Body>(
        resource name: KindName,
        _ body: Body.Type,
        _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
        termsVersion: UInt32,
        terms: [Term<Body>],
        texts: [SearchText<Body>]
    ) {
        let common = CommonTerms(descriptor)
        let first = common.fields.count
        let shape = ResourceShape(descriptor)
        self.name = name
        self.termsVersion = termsVersion
        fields = common.fields + terms.map(\.field)
        redact = { bytes, redaction in shape.redacted(bytes, redaction) }
        // Not generic: this library does not know the modules' types, and would look them up for each term of each record.
        let writes =
            terms.enumerated().map { place, term in
                Self.write { term.write($0.term(first + place), $1) }
            } + texts.map { text in Self.write { text.write($0.text(weight: text.weight), $1) } }
        index = { bytes, sink throws(Interrupt) in
            let record = try Decoded(bytes, as: shape.descriptor)
            let message = UnsafeRawPointer(record.message)
            common.write(message, to: sink)
            for write in writes { write(sink, message) }
        }
    }

    /// Gives the host one term or text of a message.
    private typealias Write = @Sendable (IndexSink, UnsafeRawPointer) -> Void

    private static func write<Body>(_ body: @escaping @Sendable (IndexSink, Body) -> Void) -> Write {
        { body($0, $1.assumingMemoryBound(to: Body.self).pointee) }
    }

    /// Where a declared term stands. The process ends at a name that is not declared: ask where the module is declared,
    /// and it does so when it is loaded.
    public func place(of term: String) -> TermPlace {
        guard let place = fields.firstIndex(where: { $0.name == term }) else {
            preconditionFailure("\(name.text) declares no term \(term)")
        }
        return TermPlace(kind: name, place: UInt32(place))
    }

    func declare() -> dossier_kind {
        var kind = dossier_kind()
        kind.name = name.bytes.data
        kind.fields = immortal(fields.map { $0.declare() })
        kind.n_fields = UInt32(fields.count)
        kind.terms_version = termsVersion
        return kind
    }
}
