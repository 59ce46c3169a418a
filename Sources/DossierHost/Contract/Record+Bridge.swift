import CDossierModule
import DossierStore
import ModuleKit

extension dossier_record {
    /// The same version, as borrowed as it was.
    init(_ view: RecordView) {
        self.init(
            kind: dossier_bytes(view.kind),
            id: dossier_bytes(view.id),
            body: dossier_bytes(view.body),
            author: dossier_bytes(view.author),
            tlp: view.tlp,
            deleted: view.deletion.rawValue,
            revision: view.revision,
            sequence: view.moment.sequence,
            time_ns: view.moment.time,
            before: view.before.rawValue,
            reserved: 0
        )
    }
}

extension MomentRequest {
    /// What the contract's moment asks for.
    init(_ moment: dossier_moment) {
        self =
            if moment.sequence > 0 { .sequence(moment.sequence) } else if moment.time_ns != 0 {
                .time(moment.time_ns)
            } else { .now }
    }
}
