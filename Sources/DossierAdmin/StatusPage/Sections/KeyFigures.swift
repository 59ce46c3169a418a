import DossierCore
import DossierHost

/// The figures to look at first.
struct KeyFigures {
    let window: ReportWindow

    var html: HTML {
        let now = window.now
        let calls = window.perSecond(\.calls)
        let errors = window.perSecond(\.errors)
        let share = calls.flatMap { calls in errors.flatMap { calls > 0 ? $0 / calls : nil } }
        let slow = window.recent(\.durations)?.percentile(99)
        let waiting = now.modules.reduce(0) { $0 + $1.queue.waiting }
        let cpu = window.perSecond { $0.process.cpuNanoseconds }
        return """
            <dl class="key">
            \(figure("calls/s", Figure.rate(calls), "\(Figure.count(now.calls)) since the start"))\
            \(figure("errors/s", Figure.rate(errors), "\(Figure.percent(share)) of the calls"))\
            \(figure("slowest 1 % from", Figure.duration(slow), "p99, without streams"))\
            \(figure("open calls", Figure.count(now.openCalls), "\(Figure.count(now.openStreams)) of them streams"))\
            \(figure("waiting calls", Figure.count(waiting), "for a worker"))\
            \(figure("commits/s", Figure.rate(window.perSecond { $0.store.commits.count }), "at \(Figure.count(now.store.head.sequence)) now"))\
            \(figure("CPU", Figure.percent(cpu.map { $0 / 1e9 }), "of one processor"))\
            \(figure("memory", Figure.bytes(Double(now.process.residentBytes)), "resident"))\
            </dl>

            """
    }

    private func figure(_ name: String, _ value: String, _ note: String) -> HTML {
        "<div><dt>\(name)</dt><dd><b>\(value)</b> <small>\(note)</small></dd></div>\n"
    }
}
