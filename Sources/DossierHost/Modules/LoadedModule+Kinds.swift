import CDossierModule
import DossierCore
import DossierStore
import ModuleKit

extension LoadedModule {
    /// Its kinds, as the store wants to know them.
    var kinds: [Kind] {
        (0..<Int(declaration.pointee.n_kinds)).map { kind(declaration.pointee.kinds[$0]) }
    }

    private func kind(_ kind: dossier_kind) -> Kind {
        let fields = (0..<Int(kind.n_fields)).map { field(kind.fields[$0]) }
        return Kind(
            name: String(cString: kind.name),
            fields: fields,
            termsVersion: kind.terms_version,
            redact: { [unowned self] record, mark throws(Status) in try redact(record, mark) },
            index: { [unowned self] record, sink throws(Status) in try index(record, &sink) }
        )
    }

    private func field(_ field: dossier_field) -> Field {
        Field(
            name: String(cString: field.name),
            type: Field.ValueType(rawValue: field.type) ?? .text,
            repeated: field.repeated != 0,
            kinds: field.kinds.map { String(cString: $0).split(separator: "|").map(String.init) } ?? []
        )
    }

    private func index(_ record: RecordView, _ sink: inout TermSink) throws(Status) {
        var raw = dossier_record(record)
        var collector = TermCollector(sink: sink)
        let status = withUnsafeMutablePointer(to: &collector) { collector in
            declaration.pointee.index(instance, &raw, OpaquePointer(collector))
        }
        sink = collector.sink
        if let refused = collector.refused { throw refused }
        guard status == 0 else {
            throw Status(
                StatusCode(rawValue: status) ?? .internal,
                "module \(id) cannot index \(record.kind.text)/\(record.id.text)"
            )
        }
    }
}

/// What `dossier_sink` is here.
struct TermCollector {
    var sink: TermSink
    var refused: Status?
    /// What is to stand in the place of the record's, when it is redacted.
    var body: [UInt8] = []

    /// A term of the record that is being indexed.
    mutating func add(_ field: UInt32, _ value: dossier_bytes) {
        do throws(Status) { try sink.add(field: Int(field), value: value.buffer) } catch { refused = refused ?? error }
    }

    /// Text of it.
    mutating func add(weight: UInt32, _ text: dossier_bytes) {
        do throws(Status) { try sink.add(text: text.buffer, weight: Int(weight)) } catch { refused = refused ?? error }
    }
}

extension UnsafeRawBufferPointer {
    /// For messages.
    var text: String { String(decoding: self, as: UTF8.self) }
}
