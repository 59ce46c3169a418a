import DossierCore
import Foundation
import Logging
import Testing
import Tracing

@testable import dossierd

/// Spans wait for a collector in a queue that is bounded.
@Suite struct SpanQueueTests {
    @Test func aFullBatchIsSentAtOnce() async throws {
        let collector = try Collector()
        let exporter = Self.exporter(to: collector, Logger(label: "test"))
        let run = Task { await exporter.run() }
        let start = ContinuousClock.now
        for _ in 0..<Limits.spansPerRequest { exporter.startSpan("x", context: .topLevel).end() }
        while collector.requests.isEmpty, .now - start < .seconds(20) { try await Task.sleep(for: .milliseconds(5)) }
        #expect(.now - start < .nanoseconds(Limits.spanPauseNanoseconds))
        #expect(collector.requests.map(\.spans.count) == [Limits.spansPerRequest])
        run.cancel()
        await run.value
    }

    @Test func whatFindsNoRoomIsDroppedAndCounted() async throws {
        let (collector, pipe) = (try Collector(), Pipe())
        let writer = LogWriter(to: pipe.fileHandleForWriting.fileDescriptor) { _ in [] }
        let logger = Logger(label: "test") { _ in ServerLogHandler(LogLevel(.notice), .json, writer) }
        let exporter = Self.exporter(to: collector, logger)
        for number in 0..<Limits.spansWaiting + 100 { exporter.startSpan("\(number)", context: .topLevel).end() }
        // Its end sends what there is.
        let run = Task { await exporter.run() }
        run.cancel()
        await run.value
        writer.flush()
        try pipe.fileHandleForWriting.close()
        let log = String(decoding: try #require(try pipe.fileHandleForReading.readToEnd()), as: UTF8.self)
        #expect(log.contains(#""msg":"spans dropped""#) && log.contains(#""dropped":100"#), "\(log)")
        #expect(collector.requests.map(\.spans.count) == Array(repeating: 512, count: 4))
        #expect(collector.spans.map { $0["name"]?.text } == (0..<Limits.spansWaiting).map { "\($0)" })
    }

    private static func exporter(to collector: Collector, _ logger: Logger) -> SpanExporter {
        SpanExporter(to: ListenAddress(host: "127.0.0.1", port: collector.port), logger)
    }
}
