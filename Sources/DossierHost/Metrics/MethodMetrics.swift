import DossierCore
import DossierTransport
import Synchronization

/// What is counted of one method, for as long as its module is loaded. Any thread.
final class MethodMetrics: @unchecked Sendable {
    // Sendable: all that varies is atomic, and its place never changes.

    private static let codes = StatusCode.allCases.count
    private static let size = Door.allCases.count * codes

    /// Its service's full name.
    let service: String
    /// "GetIncident".
    let name: String
    /// A call may last as long as its client wants.
    let streams: Bool
    /// Of its module.
    private let open: OpenCalls
    /// Calls that have ended or were refused, by door and code.
    private let counts: UnsafeMutablePointer<Atomic<UInt64>>
    private let refusedCount = Atomic<UInt64>(0)
    /// Of those that have ended.
    private let durations = DistributionRecorder(.durations)

    init(service: String, name: String, streams: Bool, open: OpenCalls) {
        self.service = service
        self.name = name
        self.streams = streams
        self.open = open
        counts = .allocate(capacity: Self.size)
        for index in 0..<Self.size { (counts + index).initialize(to: Atomic(0)) }
    }

    deinit {
        counts.deinitialize(count: Self.size)
        counts.deallocate()
    }

    /// Of its module.
    var openCalls: Int { open.count }

    /// A call has begun.
    func begin() { open.begin() }

    /// It has ended, after so many nanoseconds.
    func end(_ door: Door, _ code: StatusCode, after nanoseconds: Int64) {
        count(door, code)
        durations.record(nanoseconds)
        open.end()
    }

    /// One was refused before it had begun.
    func refuse(_ door: Door, _ code: StatusCode) {
        count(door, code)
        refusedCount.wrappingAdd(1, ordering: .relaxed)
    }

    private func count(_ door: Door, _ code: StatusCode) {
        counts[Self.place(door, code)].wrappingAdd(1, ordering: .relaxed)
    }

    private static func place(_ door: Door, _ code: StatusCode) -> Int {
        Int(door.rawValue) * codes + Int(code.rawValue)
    }

    /// Ended, well or badly; ended badly; refused.
    var totals: CallTotals {
        let refused = refusedCount.load(ordering: .relaxed)
        var (all, good): (UInt64, UInt64) = (0, 0)
        for index in 0..<Self.size {
            let count = counts[index].load(ordering: .relaxed)
            all += count
            if index % Self.codes == Int(StatusCode.ok.rawValue) { good += count }
        }
        // One may have been counted meanwhile.
        let ended = all - min(all, refused)
        return CallTotals(ended: ended, failed: ended - min(ended, good), refused: refused)
    }

    var report: MethodReport {
        let calls = Door.allCases.flatMap { door in
            StatusCode.allCases.compactMap { code -> MethodReport.Calls? in
                let count = counts[Self.place(door, code)].load(ordering: .relaxed)
                return count > 0 ? MethodReport.Calls(door: door, code: code, count: count) : nil
            }
        }
        return MethodReport(service: service, name: name, streams: streams, calls: calls, durations: durations.snapshot)
    }
}
