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
        let name = record.kind.buffer
        guard let kind = kinds.first(where: { $0.name.text.utf8.elementsEqual(name) }) else {
            return StatusCode.internal.rawValue
        }
        do throws(Interrupt) {
            try kind.index(record.body.buffer, IndexSink(table: host.store.table, raw: sink))
            return 0
        } catch {
            return error.code
        }
    }
}
