import DossierHost
import DossierWire
import Synchronization
import Tracing

/// One span, until it is sent. What the host gives none, as events and links, is not kept. Any thread.
final class OTLPSpan: Tracing.Span {
    private typealias State = (name: String, attributes: SpanAttributes, status: SpanStatus?, end: UInt64?)

    let context: InstrumentationContext
    private let id = String(UInt64.random(in: 1 << 60...(.max)), radix: 16)
    private let start: UInt64
    private let exporter: SpanExporter
    private let state: Mutex<State>

    /// - Parameter start: nanoseconds since 1970.
    init(_ name: String, _ context: InstrumentationContext, start: UInt64, _ exporter: SpanExporter) {
        (self.context, self.start, self.exporter) = (context, start, exporter)
        state = Mutex((name, [:], nil, nil))
    }

    var operationName: String {
        get { state.withLock { $0.name } }
        set { state.withLock { $0.name = newValue } }
    }

    var attributes: SpanAttributes {
        get { state.withLock { $0.attributes } }
        set { state.withLock { $0.attributes = newValue } }
    }

    var isRecording: Bool { state.withLock { $0.end == nil } }
    func setStatus(_ status: SpanStatus) { state.withLock { $0.status = status } }
    func addEvent(_: SpanEvent) {}
    func addLink(_: SpanLink) {}
    func recordError<I: TracerInstant>(_: any Error, attributes: SpanAttributes, at _: @autoclosure () -> I) {}

    func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        state.withLock { $0.end = instant().nanosecondsSinceEpoch }
        exporter.take(self)
    }

    /// As OTLP's JSON has it (opentelemetry/proto/trace/v1/trace.proto): ids in hexadecimal digits, numbers of 64 bits as
    /// strings. The kind 2 is a server's, and the code 2 an error's.
    var json: JSONValue {
        let (state, trace) = (state.withLock { $0 }, context[TraceParent.self])
        return JSONValue(members: [
            ("traceId", .string(trace?.trace ?? "")), ("parentSpanId", .string(trace?.parent ?? "")),
            ("spanId", .string(id)), ("name", .string(state.name)), ("kind", .number("2")),
            ("startTimeUnixNano", .string("\(start)")), ("endTimeUnixNano", .string("\(state.end ?? start)")),
            ("attributes", state.attributes.json),
            ("status", JSONValue(members: state.status?.code == .error ? [("code", .number("2"))] : [])),
        ])
    }
}
