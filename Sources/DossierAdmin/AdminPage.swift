import DossierHost

/// What is at one path of the port.
struct AdminPage: Sendable {
    let path: String
    let render: @Sendable (ServerReport) -> AdminReply

    static let all = [index, metrics, health]

    private static let index = AdminPage(path: "/") { _ in
        AdminReply(200, text: "/metrics  for Prometheus\n/healthz  200, or 503 while the server is going down")
    }

    private static let metrics = AdminPage(path: "/metrics") { report in
        AdminReply(200, PrometheusText.contentType, PrometheusText(report).text)
    }

    private static let health = AdminPage(path: "/healthz") { report in
        report.isDraining ? AdminReply(503, text: "draining") : AdminReply(200, text: "ok")
    }
}
