import DossierCore
import DossierHost
import DossierWire
import Logging
import NIOPosix
import ServiceLifecycle
import Synchronization
import Tracing

/// Sends spans that have ended to a collector: OTLP over HTTP, in JSON, one request after the other. Nobody waits for it:
/// what finds no room, or cannot be sent, is lost, and the log says so. Any thread.
final class SpanExporter: Service {
    private let collector: ListenAddress
    private let logger: Logger
    private let waiting = Mutex<[OTLPSpan]>([])
    /// Found no room since the last request.
    private let dropped = Atomic(0)
    /// Could not be sent since the last request that could.
    private let lost = Atomic(0)
    /// When a server that goes down gives up: monotonic nanoseconds.
    private let end = Atomic(Int64.max)
    /// Has what waits sent now.
    let bell = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    init(to collector: ListenAddress, _ logger: Logger) { (self.collector, self.logger) = (collector, logger) }

    /// Takes one more. Never blocks.
    func take(_ span: OTLPSpan) {
        let count = waiting.withLock { waiting in
            guard waiting.count < Limits.spansWaiting else { return 0 }
            waiting.append(span)
            return waiting.count
        }
        if count == 0 { dropped.add(1, ordering: .relaxed) }
        if count.isMultiple(of: Limits.spansPerRequest) { bell.continuation.yield() }
    }

    /// Until the server goes down; then it sends what is left.
    func run() async {
        let clock = Task {
            let pause = Duration.nanoseconds(Limits.spanPauseNanoseconds)
            while (try? await Task.sleep(for: pause)) != nil { bell.continuation.yield() }
        }
        await withGracefulShutdownHandler {
            for await _ in bell.stream { while await send() >= Limits.spansPerRequest {} }
        } onGracefulShutdown: {
            self.end.store(MonotonicClock.now() + Limits.spanRequestNanoseconds, ordering: .relaxed)
            self.bell.continuation.finish()
        }
        clock.cancel()
        while await send() > 0 {}
    }

    /// - Returns: how many were left waiting.
    private func send() async -> Int {
        let (spans, left) = waiting.withLock { waiting in
            let spans = Array(waiting.prefix(Limits.spansPerRequest))
            waiting.removeFirst(spans.count)
            return (spans, waiting.count)
        }
        let dropped = dropped.exchange(0, ordering: .relaxed)
        if dropped > 0 { logger.warning("spans dropped", metadata: ["dropped": .stringConvertible(dropped)]) }
        guard !spans.isEmpty else { return left }
        let deadline = min(MonotonicClock.now() + Limits.spanRequestNanoseconds, end.load(ordering: .relaxed))
        do {
            try await ExportRequest.post(Self.body(spans), to: collector, by: deadline)
            let lost = lost.exchange(0, ordering: .relaxed)
            if lost > 0 { logger.notice("spans are sent again", metadata: ["lost": .stringConvertible(lost)]) }
        } catch {
            guard lost.add(spans.count, ordering: .relaxed).oldValue == 0 else { return left }
            let cause = (error as? NIOConnectionError)?.connectionErrors.last?.error ?? error
            logger.warning("spans cannot be sent", metadata: ["collector": "\(collector)", "reason": "\(cause)"])
        }
        return left
    }

    private static func body(_ spans: [OTLPSpan]) -> [UInt8] {
        let server: SpanAttributes = ["service.name": "dossierd", "service.version": .string(Host.version)]
        let scope = JSONValue(members: [("spans", .array(spans.map(\.json)))])
        let resource = JSONValue(members: [("attributes", server.json)])
        let all = JSONValue(members: [("resource", resource), ("scopeSpans", .array([scope]))])
        return JSONValue(members: [("resourceSpans", .array([all]))]).encode()
    }
}
