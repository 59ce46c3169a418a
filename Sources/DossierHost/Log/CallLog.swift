import DossierCore
import DossierTransport
import Logging
import Synchronization
import Tracing

/// Logs how calls end: those that fail, within a budget for each kind; of the others one in so many, and those that are
/// traced, which are recorded as spans, too. Any thread. One that ends well and is not logged costs a counter, and a look at
/// the names of its metadata where it would be logged or recorded if it was traced.
///
/// A line holds nothing of a request, a reply or a record, nor the message of a status, which may quote them.
final class CallLog: Sendable {
    private let logger: Logger
    /// Of calls that are traced; nil: they are not recorded.
    private let tracer: (any Tracer)?
    private let perLine: Atomic<UInt64>
    private let count = Atomic<UInt64>(0)
    private let failures: [CallFailure: LogBudget]
    private let traced = LogBudget(Limits.callLines, perSecond: Limits.callLinesPerSecond)

    /// - Parameter callsPerLine: of so many calls that end well one is logged; 0: none.
    init(_ logger: Logger, callsPerLine: Int, tracer: (any Tracer)?) {
        self.logger = logger
        self.tracer = tracer
        perLine = Atomic(UInt64(callsPerLine))
        failures = Dictionary(uniqueKeysWithValues: CallFailure.allCases.map { ($0, $0.budget) })
    }

    /// Sets it from now on.
    func replaceCallsPerLine(_ count: Int) { perLine.store(UInt64(count), ordering: .relaxed) }

    /// A call has ended well.
    /// - Parameter call: is asked for only where it is logged or recorded.
    func ended(_ metadata: Metadata, _ call: () -> EndedCall) {
        let perLine = perLine.load(ordering: .relaxed)
        let isDue = perLine > 0 && count.wrappingAdd(1, ordering: .relaxed).newValue % perLine == 0
        let trace = metadata.entries.isEmpty || tracer == nil && logger.logLevel > .info ? nil : sampledTrace(metadata)
        guard isDue || trace != nil else { return }
        let call = call()
        if let tracer, let trace { call.record(.ok, in: trace, by: tracer) }
        guard logger.logLevel <= .info else { return }
        if isDue { note(call, unlogged: 0) } else if let unlogged = traced.take() { note(call, unlogged: unlogged) }
    }

    /// A call has failed, or was refused.
    /// - Returns: what its client is told beside the status: the id by which the log knows it, if it does.
    func failed(_ call: EndedCall, _ status: Status, _ failure: CallFailure? = nil) -> Metadata {
        if let tracer, let trace = sampledTrace(call.metadata) { call.record(status.code, in: trace, by: tracer) }
        let failure = failure ?? CallFailure(status.code)
        let level = failure.level
        guard logger.logLevel <= level, let unlogged = failures[failure]?.take() else { return Metadata() }
        let id = RequestID.of(call.metadata)
        var fields = call.fields(id, status.code)
        switch failure {
        // The server's own words, about who calls.
        case .denied, .overRate: fields["reason"] = "\(status.message)"
        case .unopened, .ofCaller, .late, .drained, .ofServer: fields["reason"] = status.reason.map { "\($0)" }
        }
        if unlogged > 0 { fields["unlogged"] = .stringConvertible(unlogged) }
        logger.log(level: level, failure.message, metadata: fields)
        return Metadata([.init(name: Metadata.requestID, value: id)])
    }

    private func note(_ call: EndedCall, unlogged: Int) {
        var fields = call.fields(RequestID.of(call.metadata), .ok)
        if unlogged > 0 { fields["unlogged"] = .stringConvertible(unlogged) }
        logger.info("call", metadata: fields)
    }

    private func sampledTrace(_ metadata: Metadata) -> TraceParent? {
        TraceParent(metadata).flatMap { $0.isSampled ? $0 : nil }
    }
}
