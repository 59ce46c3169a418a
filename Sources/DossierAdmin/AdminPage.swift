import DossierHost

/// What is at one path of the port.
struct AdminPage: Sendable {
    /// The status page,
    static let statusPath = "/"
    /// and the same when it is not to change while somebody reads it.
    static let pausedPath = "/paused"

    let path: String
    let render: @Sendable (ReportWindow) -> AdminReply

    static let all = [
        status(at: statusPath, refreshes: true), status(at: pausedPath, refreshes: false), metrics, health,
    ]

    private static func status(at path: String, refreshes: Bool) -> AdminPage {
        AdminPage(path: path) { window in
            AdminReply(
                200,
                StatusPage.contentType,
                StatusPage(window: window, refreshes: refreshes).html.markup,
                [("content-security-policy", StatusPage.securityPolicy), ("referrer-policy", "no-referrer")]
            )
        }
    }

    private static let metrics = AdminPage(path: "/metrics") { window in
        AdminReply(200, PrometheusText.contentType, PrometheusText(window.now).text)
    }

    private static let health = AdminPage(path: "/healthz") { window in
        window.now.isDraining ? AdminReply(503, text: "draining") : AdminReply(200, text: "ok")
    }
}
