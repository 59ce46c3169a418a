import DossierCore
import DossierTransport
import Logging

/// A call that has ended or was refused, as far as the log tells of it: nothing of what was asked or answered.
struct EndedCall {
    let method: HostedMethod
    let door: Door
    let peer: Peer
    /// Who called; nil: nobody knows, or is asked.
    let subject: String?
    let metadata: Metadata
    /// From its arrival to its answer; nil: it was refused before it had begun.
    let nanoseconds: Int64?
    /// Nil: it was answered without a worker, or before its worker was done.
    let phases: CallPhases?

    /// The fields of its line.
    func fields(_ id: String, _ code: StatusCode) -> Logger.Metadata {
        var fields: Logger.Metadata = [
            "request_id": "\(id)", "method": "\(method.path)", "door": "\(door.name)", "code": "\(code)",
            "peer": "\(peer.name)",
        ]
        if let subject { fields["subject"] = "\(subject)" }
        if let nanoseconds { fields["ms"] = .stringConvertible(Self.milliseconds(nanoseconds)) }
        for (name, milliseconds) in phaseFields { fields[name] = .stringConvertible(milliseconds) }
        if let trace = TraceParent(metadata) {
            fields["trace_id"] = "\(trace.trace)"
            fields["parent_id"] = "\(trace.parent)"
        }
        return fields
    }

    /// Its phases in milliseconds, by the names of their fields; none of one that streams, whose reads and writes go on beside
    /// each other, and beside its client.
    var phaseFields: [(name: String, milliseconds: Double)] {
        guard let phases, !method.metrics.streams else { return [] }
        let fields = [
            ("decode_ms", phases.decode), ("queue_ms", phases.queue), ("module_ms", phases.module),
            ("store_ms", phases.store), ("encode_ms", phases.encode),
        ]
        return fields.map { ($0, Self.milliseconds($1)) }
    }

    /// Exact to the microsecond.
    private static func milliseconds(_ nanoseconds: Int64) -> Double { Double(nanoseconds / 1_000) / 1_000 }
}
