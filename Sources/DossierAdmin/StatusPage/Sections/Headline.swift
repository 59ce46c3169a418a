import DossierCore
import DossierHost

/// What server this is, and whether it is well.
struct Headline {
    let window: ReportWindow
    let refreshes: Bool

    private var now: ServerReport { window.now }

    var html: HTML {
        """
        <header>
        <h1>dossierd \(state)</h1>
        <p>Version \(now.version) on \(now.store.engine), up \(Figure.span(now.time - now.startTime)) since \
        \(Figure.time(now.startTime)).<br/>\(period)</p>
        <nav>\(refresh) <a href="/metrics">/metrics</a> <a href="/healthz">/healthz</a></nav>
        </header>

        """
    }

    private var state: HTML {
        now.isDraining
            ? "<span class=\"state bad\">draining: takes no new calls</span>"
            : "<span class=\"state good\">serving</span>"
    }

    private var period: HTML {
        let time: HTML = "As of \(Figure.time(now.time))"
        guard window.before != nil else { return "\(time); collecting: rates need some seconds more." }
        return "\(time); rates and percentiles are of the last \(Figure.span(window.nanoseconds))."
    }

    private var refresh: HTML {
        refreshes
            ? "<span>Loads anew every \(Limits.statusRefreshSeconds) s:</span> <a href=\"\(AdminPage.pausedPath)\">pause</a>"
            : "<span>Paused:</span> <a href=\"\(AdminPage.statusPath)\">go on</a>"
    }
}
