import DossierCore
import DossierHost

/// The figures to look at first.
struct KeyFigures {
    let window: ReportWindow

    private var now: ServerReport { window.now }

    var html: HTML {
        let figures = (calls + state).map { name, value, note in
            "<div><dt>\(name)</dt><dd><b>\(value)</b> <small>\(note)</small></dd></div>\n" as HTML
        }
        return "<dl class=\"key\">\n\(figures)</dl>\n"
    }

    private var calls: [(String, String, String)] {
        let calls = window.perSecond(\.calls)
        let errors = window.perSecond(\.errors)
        let share = calls.flatMap { calls in errors.flatMap { calls > 0 ? $0 / calls : nil } }
        let slow = window.recent(\.durations)?.percentile(99)
        return [
            ("calls/s", Figure.rate(calls), "\(Figure.count(now.calls)) in all"),
            ("errors/s", Figure.rate(errors), share.map { "\(Figure.percent($0)) of calls" } ?? "of calls"),
            ("p99", Figure.duration(slow), "without streams"),
            ("open calls", Figure.count(now.openCalls), "\(Figure.count(now.openStreams)) streaming"),
        ]
    }

    private var state: [(String, String, String)] {
        let waiting = now.modules.reduce(0) { $0 + $1.queue.waiting }
        let commits = window.perSecond { $0.store.commits.count }
        let cpu = window.perSecond { $0.process.cpuNanoseconds }
        return [
            ("waiting calls", Figure.count(waiting), "for a worker"),
            ("commits/s", Figure.rate(commits), "last: \(Figure.count(now.store.head.sequence))"),
            ("CPU", Figure.percent(cpu.map { $0 / 1e9 }), "of one processor"),
            ("memory", Figure.bytes(Double(now.process.residentBytes)), "resident"),
        ]
    }
}
