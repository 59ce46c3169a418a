import DossierCore
import DossierHost
import DossierTransport

/// Who is connected by what protocol, and what is called by which door.
struct ConnectionTables {
    let window: ReportWindow

    private var transport: TransportReport { window.now.transport }

    var html: HTML { "\(connections.html)\(doors.html)" }

    private var connections: DataTable {
        let refused = ConnectionRefusal.allCases.compactMap { reason in
            transport.refused[reason].map { "\(Figure.count($0)) as \(reason.rawValue)" }
        }
        return DataTable(
            title: "Connections",
            columns: [
                .text("protocol"), .number("open"), .number("new/s"), .number("received/s"), .number("sent/s"),
                .number("in all"),
            ],
            rows: transport.connections.map(row),
            note: .note(
                """
                Open in all, those that have said nothing yet among them: \(Figure.count(transport.open)). Refused: \
                \(refused.isEmpty ? "none" : refused.joined(separator: ", ")). TLS handshakes: \
                \(Figure.count(transport.handshakes)), and \(Figure.count(transport.failedHandshakes)) that failed.
                """
            )
        )
    }

    private func row(_ connection: ConnectionReport) -> [HTML] {
        let before = window.before?.transport.connections.first { $0.spoken == connection.spoken }
        let bytes = [
            window.perSecond(connection.receivedBytes, since: before?.receivedBytes),
            window.perSecond(connection.sentBytes, since: before?.sentBytes),
        ]
        return [
            HTML(text: connection.spoken.name), HTML(text: Figure.count(connection.open)),
            HTML(text: Figure.rate(window.perSecond(connection.opened, since: before?.opened))),
        ] + bytes.map { HTML(text: Figure.bytes($0)) } + [HTML(text: Figure.count(connection.opened))]
    }

    private var doors: DataTable {
        DataTable(
            title: "Calls by protocol",
            columns: [.text("protocol"), .number("calls/s"), .number("errors/s"), .number("calls in all")],
            rows: Door.allCases.map { door in
                [
                    door.name, Figure.rate(window.perSecond { $0.calls(by: door).total }),
                    Figure.rate(window.perSecond { $0.calls(by: door).errors }),
                    Figure.count(window.now.calls(by: door).total),
                ].map(HTML.init(text:))
            }
        )
    }
}

extension ServerReport {
    fileprivate func calls(by door: Door) -> [MethodReport.Calls] {
        methods.flatMap { $0.calls.filter { $0.door == door } }
    }
}
