import DossierCore
import Tracing

extension EndedCall {
    /// The codes that make its span one of an error.
    private static let faults: Set<StatusCode> = [
        .unknown, .deadlineExceeded, .unimplemented, .internal, .unavailable, .dataLoss,
    ]

    /// Has it recorded as a span that ends now, by OpenTelemetry's conventions for RPC.
    func record(_ code: StatusCode, in trace: TraceParent, by tracer: any Tracer) {
        let instant = { DefaultTracerClock.Timestamp(nanosecondsSinceEpoch: UInt64(clamping: $0 as Int64)) }
        let now = WallClock.now()
        var context = InstrumentationContext.topLevel
        context[TraceParent.self] = trace
        let (start, end) = (instant(now - (nanoseconds ?? 0)), instant(now))
        let span = tracer.startSpan(method.path, context: context, ofKind: .server, at: start)
        let names = method.path.split(separator: "/", maxSplits: 1)
        var attributes: SpanAttributes = [
            "rpc.system": .string(door == .connect ? "connect_rpc" : door.name),
            "rpc.service": .string(String(names[0])), "rpc.method": .string(String(names[1])),
            "rpc.grpc.status_code": .int64(Int64(code.rawValue)),
        ]
        for (name, milliseconds) in phaseFields { attributes["dossier.\(name)"] = milliseconds }
        span.attributes = attributes
        if Self.faults.contains(code) { span.setStatus(SpanStatus(code: .error)) }
        span.end(at: end)
    }
}
