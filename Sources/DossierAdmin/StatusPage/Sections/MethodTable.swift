import DossierCore
import DossierHost

/// What is called how often, and how long it takes.
struct MethodTable {
    let window: ReportWindow

    var html: HTML {
        let methods = window.methods
        let called = methods.filter { $0.total > 0 }
        let uncalled = methods.filter { $0.total == 0 }.map(\.method)
        return DataTable(
            title: "Methods",
            columns: [
                .text("method"), .number("calls/s"), .number("p50"), .number("p90"), .number("p99"),
                .number("errors/s"),
                .text("which"), .number("calls in all"),
            ],
            rows: called.prefix(Limits.statusMethods).map(row),
            note: """
                \(note(called.count))
                \(never(uncalled))
                """
        ).html
    }

    private func note(_ count: Int) -> HTML {
        .note(
            """
            p90: nine of ten calls took no longer. Rounded up, by a quarter at most; without calls that were refused.\
            \(rest(count)) Calls of methods that no module has: \(Figure.count(window.now.unknownMethods)).
            """
        )
    }

    private func row(_ activity: MethodActivity) -> [HTML] {
        let isWrong = activity.errors.contains { $0.code.isServerFault }
        let errors = activity.errors.map { "\($0.code) \(Figure.rate($0.rate))" }
        return [name(activity.method), HTML(text: Figure.rate(activity.calls))] + HTML.percentiles(activity.durations)
            + [
                .alarm(Figure.rate(activity.errorRate), if: isWrong), HTML(text: errors.joined(separator: ", ")),
                HTML(text: Figure.count(activity.total)),
            ]
    }

    private func name(_ method: MethodReport) -> HTML {
        let streams: HTML = method.streams ? " <small>stream</small>" : ""
        return "\(.method(method.fullName))\(streams)"
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
