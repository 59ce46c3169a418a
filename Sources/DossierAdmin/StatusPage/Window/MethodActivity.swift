import DossierCore
import DossierHost

/// What has come of one method lately. Without an earlier report there are no rates.
struct MethodActivity {
    let method: MethodReport
    /// Calls since the server was started.
    let total: UInt64
    /// Calls a second,
    let calls: Double?
    /// those of them that did not end OK,
    let errorRate: Double?
    /// and these by how they ended: the server's faults first, then what is most.
    let errors: [(code: StatusCode, rate: Double)]
    /// Of calls that were not refused.
    let durations: Distribution?

    fileprivate init(_ method: MethodReport, since before: MethodReport?, in window: ReportWindow) {
        self.method = method
        total = method.calls.total
        calls = window.perSecond(total, since: before?.calls.total)
        errorRate = window.perSecond(method.calls.errors, since: before?.calls.errors)
        durations = window.recent(method.durations, since: before?.durations)
        let codes = Set(method.calls.map(\.code)).subtracting([.ok])
        let rates = codes.map { code in
            (code: code, rate: window.perSecond(method.calls.total(code), since: before?.calls.total(code)) ?? 0)
        }
        errors = rates.filter { $0.rate > 0 }.sorted {
            ($0.code.isServerFault ? 1 : 0, $0.rate, $1.code.rawValue)
                > ($1.code.isServerFault ? 1 : 0, $1.rate, $0.code.rawValue)
        }
    }
}

extension ReportWindow {
    /// Of all methods, those of most calls first.
    var methods: [MethodActivity] {
        let before = Dictionary((before?.methods ?? []).map { ($0.fullName, $0) }) { first, _ in first }
        return now.methods.map { MethodActivity($0, since: before[$0.fullName], in: self) }
            .sorted { ($0.calls ?? 0, $0.total, $1.method.fullName) > ($1.calls ?? 0, $1.total, $0.method.fullName) }
    }
}
