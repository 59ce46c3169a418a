import DossierCore
import DossierTransport
import Logging
import Synchronization

/// Logs how calls end: those that fail, within a budget for each kind; of the others one in so many, and those that are
/// traced. Any thread. One that ends well and is not logged costs a counter, and a look at the names of its metadata where
/// it would be logged if it was traced.
///
/// A line holds nothing of a request, a reply or a record, nor the message of a status, which may quote them.
final class CallLog: Sendable {
    private let logger: Logger
    private let perLine: Atomic<UInt64>
    private let count = Atomic<UInt64>(0)
    private let failures: [CallFailure: LogBudget]
    private let traced = LogBudget(Limits.callLines, perSecond: Limits.callLinesPerSecond)

    /// - Parameter callsPerLine: of so many calls that end well one is logged; 0: none.
    init(_ logger: Logger, callsPerLine: Int) {
        self.logger = logger
        perLine = Atomic(UInt64(callsPerLine))
        failures = Dictionary(uniqueKeysWithValues: CallFailure.allCases.map { ($0, $0.budget) })
    }

    /// Sets it from now on.
    func replaceCallsPerLine(_ count: Int) { perLine.store(UInt64(count), ordering: .relaxed) }

    /// A call has ended well.
    /// - Parameter call: is asked for only where it is logged.
    func ended(_ metadata: Metadata, _ call: () -> EndedCall) {
        let perLine = perLine.load(ordering: .relaxed)
        if perLine > 0, count.wrappingAdd(1, ordering: .relaxed).newValue % perLine == 0 {
            note(call(), unlogged: 0)
        } else if !metadata.entries.isEmpty, logger.logLevel <= .info, isTraced(metadata), let unlogged = traced.take()
        {
            note(call(), unlogged: unlogged)
        }
    }

    /// A call has failed, or was refused.
    /// - Returns: what its client is told beside the status: the id by which the log knows it, if it does.
    func failed(_ call: EndedCall, _ status: Status, _ failure: CallFailure? = nil) -> Metadata {
        let failure = failure ?? CallFailure(status.code)
        let level = failure.level
        guard logger.logLevel <= level, let unlogged = failures[failure]?.take() else { return Metadata() }
        let id = RequestID.of(call.metadata)
        var fields = call.fields(id, status.code)
        switch failure {
        // The server's own words, about who calls.
        case .denied, .overRate: fields["reason"] = "\(status.message)"
        case .ofCaller, .late, .drained, .ofServer: fields["reason"] = status.reason.map { "\($0)" }
        }
        if unlogged > 0 { fields["unlogged"] = .stringConvertible(unlogged) }
        logger.log(level: level, failure.message, metadata: fields)
        return Metadata([.init(name: Metadata.requestID, value: id)])
    }

    private func note(_ call: EndedCall, unlogged: Int) {
        guard logger.logLevel <= .info else { return }
        var fields = call.fields(RequestID.of(call.metadata), .ok)
        if unlogged > 0 { fields["unlogged"] = .stringConvertible(unlogged) }
        logger.info("call", metadata: fields)
    }

    private func isTraced(_ metadata: Metadata) -> Bool {
        metadata.entries.contains { $0.name == TraceParent.name } && TraceParent(metadata)?.isSampled == true
    }
}
