import DossierCore
import DossierHost

/// What has come of one method lately. Without an earlier report there are no rates.
struct MethodActivity {
    let method: MethodReport
    /// Calls since the server was started.
    let total: UInt64
    /// Calls a second,
    let calls: Double?
    /// and those of them that did not end OK.
    let errors: Double?
    /// How most of the latter ended.
    let commonError: StatusCode?
    /// Of calls that were not refused.
    let durations: Distribution?

    fileprivate init(_ method: MethodReport, since before: MethodReport?, in window: ReportWindow) {
        self.method = method
        total = method.calls.total
        calls = window.perSecond(total, since: before?.calls.total)
        errors = window.perSecond(method.calls.errors, since: before?.calls.errors)
        durations = window.recent(method.durations, since: before?.durations)
        let codes = Set(method.calls.map(\.code)).subtracting([.ok])
        let counts = codes.map { code in
            (code, count: window.perSecond(method.calls.total(code), since: before?.calls.total(code)) ?? 0)
        }
        commonError = counts.filter { $0.count > 0 }.max { $0.count < $1.count }?.0
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
