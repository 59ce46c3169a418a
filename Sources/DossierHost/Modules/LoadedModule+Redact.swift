import CDossierModule
import DossierCore
import DossierStore
import ModuleKit

extension LoadedModule {
    /// What the module puts in the place of a version's body; nothing when it does not say.
    func redact(_ record: RecordView, _ mark: RedactionMark) throws(Status) -> [UInt8] {
        guard let redact = dossier_module(declaration, bytes: Int(declaration.pointee.size)).redact else { return [] }
        var raw = dossier_record(record)
        var author = mark.author
        var reason = mark.reason
        var collector = TermCollector(sink: TermSink(fieldCount: 0))
        let status = author.withUTF8 { author in
            reason.withUTF8 { reason in
                var redaction = dossier_redaction()
                redaction.size = UInt32(MemoryLayout<dossier_redaction>.size)
                redaction.author = dossier_bytes(UnsafeRawBufferPointer(author))
                redaction.reason = dossier_bytes(UnsafeRawBufferPointer(reason))
                redaction.sequence = mark.moment.sequence
                redaction.time_ns = mark.moment.time
                return withUnsafeMutablePointer(to: &collector) {
                    redact(instance, &raw, &redaction, OpaquePointer($0))
                }
            }
        }
        guard status == 0 else {
            throw Status(
                StatusCode(rawValue: status) ?? .internal,
                "module \(id) cannot redact \(record.kind.text)/\(record.id.text)"
            )
        }
        return collector.body
    }
}
