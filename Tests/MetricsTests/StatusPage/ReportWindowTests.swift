import DossierCore
import DossierHost
import Testing

@testable import DossierAdmin

/// What is made of two reports.
@Suite struct ReportWindowTests {
    private static let second: Int64 = 1_000_000_000

    private func report(_ methods: MethodReport..., cpu: UInt64 = 0) -> ServerReport {
        Reports.server([Reports.module(methods)], cpuNanoseconds: cpu)
    }

    private func window(_ before: ServerReport, _ now: ServerReport) -> ReportWindow {
        ReportWindow(now: now, before: before, nanoseconds: 10 * Self.second)
    }

    @Test func tellsWhatHasComeOfAMethod() throws {
        let before = report(Reports.method("Get", calls: [(.ok, 100), (.notFound, 7)], durations: [50_000_000]))
        let now = report(
            Reports.method(
                "Get",
                calls: [(.ok, 120), (.notFound, 8), (.aborted, 4), (.internal, 1)],
                durations: [50_000_000] + Array(repeating: 2_048, count: 9) + [4_096]
            )
        )
        let activity = try #require(window(before, now).methods.first)
        #expect(activity.total == 133)
        #expect(activity.calls == 2.6 && activity.errorRate == 0.6)
        #expect(activity.errors.map(\.code) == [.internal, .aborted, .notFound])
        #expect(activity.errors.map(\.rate) == [0.1, 0.4, 0.1])
        #expect(activity.durations?.count == 10)
        #expect([50, 90, 99].map { activity.durations?.percentile($0) } == [2_048, 2_048, 4_096])
    }

    /// A module may be loaded between the two.
    @Test func countsAllOfAMethodThatWasNotThere() throws {
        let now = report(Reports.method("Get", calls: [(.ok, 20)], durations: [2_048]))
        let activity = try #require(window(Reports.server([]), now).methods.first)
        #expect(activity.calls == 2 && activity.errorRate == 0 && activity.errors.isEmpty)
        #expect(activity.durations?.count == 1)
    }

    @Test func sortsByWhatIsCalledMost() {
        let before = report(Reports.method("Old", calls: [(.ok, 1_000)]), Reports.method("New"))
        let now = report(
            Reports.method("Never"),
            Reports.method("Old", calls: [(.ok, 1_000)]),
            Reports.method("New", calls: [(.ok, 10)]),
            Reports.method("Less", calls: [(.ok, 5)])
        )
        #expect(window(before, now).methods.map(\.method.name) == ["New", "Less", "Old", "Never"])
    }

    @Test func sumsWhatAllDo() {
        let stream = Reports.method("Watch", calls: [(.cancelled, 1)], durations: [60_000_000_000], streams: true)
        let now = report(Reports.method("Get", calls: [(.ok, 9)], durations: [2_048]), stream, cpu: 5_000_000_000)
        let window = window(report(), now)
        #expect(window.perSecond(\.calls) == 1)
        #expect(window.perSecond(\.errors) == 0.1)
        #expect(window.recent(\.durations)?.percentile(99) == 2_048)
        #expect(window.perSecond { $0.process.cpuNanoseconds } == 5e8)
    }

    @Test func hasNoRatesWithoutAnEarlierReport() throws {
        let window = ReportWindow(now: report(Reports.method("Get", calls: [(.ok, 9)])))
        #expect(window.perSecond(\.calls) == nil && window.recent(\.durations) == nil)
        let activity = try #require(window.methods.first)
        #expect(activity.total == 9)
        #expect(activity.calls == nil && activity.errorRate == nil && activity.durations == nil)
    }

    /// The samples reach back as far as they are bounded to, and no rate is made of a moment.
    @Test func reachesBackToTheOldestSample() throws {
        var samples = ReportSamples()
        let report = report()
        #expect(samples.window(to: report, at: 0).before == nil)
        samples.add(report, at: 0)
        #expect(samples.window(to: report, at: Limits.statusWindowLeastNanoseconds - 1).before == nil)
        #expect(samples.window(to: report, at: Limits.statusWindowLeastNanoseconds).before != nil)
        for number in 1...Limits.statusSamples {
            samples.add(self.report(cpu: UInt64(number)), at: Int64(number) * Self.second)
        }
        let window = samples.window(to: report, at: Int64(Limits.statusSamples) * Self.second)
        #expect(window.before?.process.cpuNanoseconds == 1)
        #expect(window.nanoseconds == Int64(Limits.statusSamples - 1) * Self.second)
    }
}
