import DossierHost

/// How the modules are, and what waits for their workers.
struct ModuleTable {
    let window: ReportWindow

    var html: HTML {
        DataTable(
            title: "Modules",
            columns: [
                .text("module"), .text("state"), .number("open calls"), .number("open writes"), .number("busy workers"),
                .number("waiting"), .number("refused/s"), .number("wait p50"), .number("p90"), .number("p99"),
            ],
            rows: window.now.modules.map(row),
            note: .note("Refused: the queue was full, or the call had waited for too long. Waits: for a worker.")
        ).html
    }

    private func row(_ module: ModuleReport) -> [HTML] {
        let before = window.before?.modules.first { $0.id == module.id }?.queue
        let queue = module.queue
        let refused = window.perSecond(queue.refused + queue.late, since: before.map { $0.refused + $0.late })
        return [
            "<b>\(module.id)</b> <small>\(module.version)</small>",
            .alarm("\(module.state)", if: module.state != .serving),
            HTML(text: Figure.count(module.openCalls)), HTML(text: Figure.count(module.openWrites)),
            "\(queue.busy) of \(queue.workers)", HTML(text: Figure.count(queue.waiting)),
            .alarm(Figure.rate(refused), if: refused ?? 0 > 0),
        ] + HTML.percentiles(window.recent(queue.waits, since: before?.waits))
    }
}
