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
        if let nanoseconds { fields["ms"] = Self.milliseconds(nanoseconds) }
        if let phases { Self.add(phases, to: &fields) }
        if let trace = TraceParent(metadata) {
            fields["trace_id"] = "\(trace.trace)"
            fields["parent_id"] = "\(trace.parent)"
        }
        return fields
    }

    private static func add(_ phases: CallPhases, to fields: inout Logger.Metadata) {
        fields["decode_ms"] = milliseconds(phases.decode)
        fields["queue_ms"] = milliseconds(phases.queue)
        fields["module_ms"] = milliseconds(phases.module)
        fields["store_ms"] = milliseconds(phases.store)
        fields["encode_ms"] = milliseconds(phases.encode)
    }

    /// Exact to the microsecond.
    private static func milliseconds(_ nanoseconds: Int64) -> Logger.MetadataValue {
        .stringConvertible(Double(nanoseconds / 1_000) / 1_000)
    }
}
