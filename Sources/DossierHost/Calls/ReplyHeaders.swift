import CDossierModule
import DossierCore

/// What a module wants sent ahead of a call's first reply.
struct ReplyHeaders {
    private var headers = ReplyMetadata()
    /// The first reply has gone out.
    private(set) var isTaken = false

    /// Adds one, as `dossier_host.header` says.
    mutating func add(_ pair: dossier_pair) -> StatusCode { isTaken ? .failedPrecondition : headers.add(pair) }

    /// The first reply goes out: all of them, once; nil when there are none, or they are gone already.
    mutating func take() -> Metadata? {
        guard !isTaken else { return nil }
        isTaken = true
        return headers.metadata.entries.isEmpty ? nil : headers.metadata
    }
}
