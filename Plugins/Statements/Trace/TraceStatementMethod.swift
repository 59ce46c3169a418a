import CDossierProtos
import DossierCore
import ModuleKit

/// The chain of answers that a statement stands in.
enum TraceStatementMethod {
    private static let reply = FieldNumbers(dossier__v1__trace_statement_response__type())
    private static let step = FieldNumbers(dossier__v1__trace_step__type())
    private static let traced = FieldNumbers(dossier__v1__traced_statement__type())

    static let method = Method.reading("TraceStatement") { call, request throws(Interrupt) in
        let request = UnsafeRawPointer(request).assumingMemoryBound(to: Dossier__V1__TraceStatementRequest.self).pointee
        let name = try Kinds.statements.name(request.name, field: "name")
        try call.host.store.read(call, at: Moments.requested(request.recorded_as_of)) { transaction throws(Interrupt) in
            let trace = try Trace(of: name, Evidence(transaction))
            encode(trace, at: try transaction.moment.sequence).withUnsafeBytes { call.finish(encoded: $0) }
        }
    }

    private static func encode(_ trace: Trace, at sequence: UInt64) -> [UInt8] {
        var writer = WireWriter(capacity: 4_096)
        writer.message(reply["statement"], encode(trace.statement))
        var isTruncated = trace.isTruncated
        for step in trace.steps {
            if writer.bytes.count > Limits.pageBytes {
                isTruncated = true
                break
            }
            writer.message(reply["steps"], encode(step))
        }
        writer.varint(reply["truncated"], isTruncated ? 1 : 0)
        writer.varint(reply["sequence"], sequence)
        return writer.bytes
    }

    private static func encode(_ step: Trace.Step) -> [UInt8] {
        var writer = WireWriter(capacity: 512)
        writer.bytes(self.step["statement"], step.answering.name.utf8)
        writer.bytes(self.step["answers"], step.subject.name.utf8)
        writer.varint(self.step["distance"], UInt64(bitPattern: Int64(step.distance)))
        writer.varint(self.step["candidate"], step.subject.isCandidate ? 1 : 0)
        if let reached = step.reached { writer.message(self.step["reached"], encode(reached)) }
        return writer.bytes
    }

    private static func encode(_ spoken: Spoken) -> [UInt8] {
        var writer = WireWriter(capacity: 512)
        writer.bytes(traced["name"], spoken.name.utf8)
        writer.varint(traced["kind"], UInt64(spoken.kind.rawValue))
        writer.bytes(traced["speaker"], spoken.speaker.utf8)
        writer.bytes(traced["on_behalf_of"], spoken.onBehalfOf.utf8)
        writer.message(traced["said"], spoken.shownTime)
        for target in spoken.targets { writer.bytes(traced["target_actors"], target.utf8) }
        var left = Limits.positionAppearances
        spoken.withAppearances { appearance in
            writer.message(traced["appearances"], appearance)
            left -= 1
            return left > 0
        }
        return writer.bytes
    }
}
