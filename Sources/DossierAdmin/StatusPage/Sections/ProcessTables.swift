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
                ("told after", .spread(lags, Figure.duration)),
                ("told of the last after", HTML(text: Figure.duration(now.feed.lags.count > 0 ? now.feed.last : nil))),
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
