import CDossierModule
import DossierCore

/// A module that has been started: the `self` of its C functions.
final class Instance: Sendable {
    let host: Host
    /// What the module keeps between calls; nil: nothing.
    let state: (any AnyObject & Sendable)?
    private let kinds: [Kind]

    init(host: Host, kinds: [Kind], state: (any AnyObject & Sendable)?) {
        self.host = host
        self.kinds = kinds
        self.state = state
    }

    /// Gives the host the terms and texts of a record.
    func index(_ record: dossier_record, _ sink: OpaquePointer) -> dossier_status {
        guard let kind = kind(of: record) else { return StatusCode.internal.rawValue }
        do throws(Interrupt) {
            try kind.index(record.body.buffer, IndexSink(table: host.store.table, raw: sink))
            return 0
        } catch {
            return error.code
        }
    }

    /// Gives the host what stands in a redacted body's place.
    func redact(_ record: dossier_record, _ redaction: dossier_redaction, _ sink: OpaquePointer) -> dossier_status {
        guard let kind = kind(of: record) else { return StatusCode.internal.rawValue }
        kind.redact(record.body.buffer, redaction).withUnsafeBytes {
            host.store.table.pointee.body(sink, dossier_bytes($0))
        }
        return 0
    }

    private func kind(of record: dossier_record) -> Kind? {
        let name = record.kind.buffer
        return kinds.first { $0.name.text.utf8.elementsEqual(name) }
    }
}
