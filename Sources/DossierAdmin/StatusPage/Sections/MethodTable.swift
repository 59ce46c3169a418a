import DossierCore
import DossierHost

/// What is called how often, and how long it takes.
struct MethodTable {
    let window: ReportWindow

    var html: HTML {
        let methods = window.methods
        let called = methods.filter { $0.total > 0 }
        let uncalled = methods.filter { $0.total == 0 }.map(\.method)
        return """
            \(table(called).html)\
            \(never(uncalled))
            """
    }

    private func table(_ called: [MethodActivity]) -> DataTable {
        DataTable(
            title: "Methods",
            columns: [
                .text("method"), .number("calls/s"), .number("errors/s"), .text("most of them"), .number("p50"),
                .number("p90"), .number("p99"), .number("calls since the start"),
            ],
            rows: called.prefix(Limits.statusMethods).map(row),
            note: .note(
                """
                p90: nine of ten calls took no longer. Rounded up, by a quarter at most; without calls that were refused.\
                \(rest(called.count)) Calls of methods that no module has: \(Figure.count(window.now.unknownMethods)).
                """
            )
        )
    }

    private func row(_ activity: MethodActivity) -> [HTML] {
        let errors = activity.errors ?? 0
        let counts = [
            HTML(text: Figure.rate(activity.calls)), .alarm(Figure.rate(activity.errors), if: errors > 0),
            HTML(text: activity.commonError.map { "\($0)" } ?? ""),
        ]
        return [name(activity.method)] + counts + HTML.percentiles(activity.durations)
            + [HTML(text: Figure.count(activity.total))]
    }

    /// What is told last is what tells methods apart.
    private func name(_ method: MethodReport) -> HTML {
        let streams: HTML = method.streams ? " <small>stream</small>" : ""
        let package = method.service.split(separator: ".").dropLast().map { "\($0)." }.joined()
        let service = String(method.service.dropFirst(package.count))
        return "<small>\(package)</small>\(service)/<wbr/><b>\(method.name)</b>\(streams)"
    }

    private func rest(_ count: Int) -> HTML {
        let rest = count - Limits.statusMethods
        return rest > 0 ? " \(Figure.count(rest)) more are in /metrics." : ""
    }

    private func never(_ methods: [MethodReport]) -> HTML {
        guard !methods.isEmpty else { return "" }
        let names = methods.prefix(Limits.statusMethods).map { "<li>\(name($0))</li>\n" as HTML }
        return """
            <details>
            <summary>\(Figure.count(methods.count)) methods have not been called</summary>
            <ul>
            \(names)</ul>
            </details>

            """
    }
}
