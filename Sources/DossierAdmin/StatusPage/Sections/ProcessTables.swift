import DossierCore
import DossierHost

/// Those who watch the record, and the process.
struct ProcessTables {
    let window: ReportWindow

    private var now: ServerReport { window.now }

    var html: HTML { "\(watches.html)\(process.html)" }

    private var watches: FactTable {
        let lags = window.recent { $0.feed.lags }
        return FactTable(
            title: "Watches",
            facts: [
                ("open streams", HTML(text: Figure.count(now.openStreams))),
                ("told of commits/s", HTML(text: Figure.rate(window.perSecond { $0.feed.lags.count }))),
                ("told after, p50", HTML(text: Figure.duration(lags?.percentile(50)))),
                ("told after, p99", HTML(text: Figure.duration(lags?.percentile(99)))),
                (
                    "told after, last",
                    HTML(text: now.feed.lags.count > 0 ? Figure.duration(now.feed.last) : Figure.none)
                ),
            ]
        )
    }

    private var process: FactTable {
        let use = now.process
        let cpu = window.perSecond { $0.process.cpuNanoseconds }
        let files = "\(Figure.count(use.openFiles)) of \(Figure.count(use.openFilesMost))"
        return FactTable(
            title: "Process",
            facts: [
                ("CPU, of one processor", HTML(text: Figure.percent(cpu.map { $0 / 1e9 }))),
                ("memory, resident", HTML(text: Figure.bytes(Double(use.residentBytes)))),
                ("address space", HTML(text: Figure.bytes(Double(use.virtualBytes)))),
                ("open files", .alarm(files, if: Double(use.openFiles) > 0.8 * Double(use.openFilesMost))),
                ("threads", HTML(text: Figure.count(use.threads))),
            ]
        )
    }
}
