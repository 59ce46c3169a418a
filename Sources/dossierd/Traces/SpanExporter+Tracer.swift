import Tracing

/// Makes spans of calls that are answered here, which it takes as they end.
extension SpanExporter: Tracer {
    /// - Parameter kind: is a server's, whatever it says.
    func startSpan<Instant: TracerInstant>(
        _ name: String,
        context: @autoclosure () -> InstrumentationContext,
        ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant,
        function: String,
        file: String,
        line: UInt
    ) -> OTLPSpan {
        OTLPSpan(name, context(), start: instant().nanosecondsSinceEpoch, self)
    }

    func forceFlush() { bell.continuation.yield() }

    // The host reads `traceparent` itself, and the server calls nobody.
    func extract<C, E: Extractor>(_: C, into _: inout InstrumentationContext, using _: E) where E.Carrier == C {}
    func inject<C, I: Injector>(_: InstrumentationContext, into _: inout C, using _: I) where I.Carrier == C {}
}
