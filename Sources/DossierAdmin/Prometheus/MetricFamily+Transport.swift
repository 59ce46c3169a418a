import DossierHost
import DossierTransport

extension MetricFamily {
    /// Of connections.
    static let transport = [
        MetricFamily(
            "dossier_connections",
            .gauge,
            "Connections that are open, those that have not said yet what they speak included."
        ) { report in
            [MetricSample(report.transport.open)]
        },
        MetricFamily("dossier_protocol_connections", .gauge, "Connections that are open and speak a protocol.") {
            report in
            report.transport.connections.map { MetricSample($0.open, ["protocol": $0.spoken.name]) }
        },
        MetricFamily("dossier_connections_opened_total", .counter, "Connections that began to speak a protocol.") {
            report in
            report.transport.connections.map { MetricSample($0.opened, ["protocol": $0.spoken.name]) }
        },
        MetricFamily("dossier_connections_refused_total", .counter, "Connections that were refused.") { report in
            ConnectionRefusal.allCases.map { refusal in
                MetricSample(report.transport.refused[refusal] ?? 0, ["reason": refusal.label])
            }
        },
        MetricFamily("dossier_received_bytes_total", .counter, "Bytes read from connections, without TLS.") { report in
            report.transport.connections.map { MetricSample($0.receivedBytes, ["protocol": $0.spoken.name]) }
        },
        MetricFamily("dossier_sent_bytes_total", .counter, "Bytes written to connections, without TLS.") { report in
            report.transport.connections.map { MetricSample($0.sentBytes, ["protocol": $0.spoken.name]) }
        },
        MetricFamily("dossier_tls_handshakes_total", .counter, "Handshakes of TLS.") { report in
            [
                MetricSample(report.transport.handshakes, ["result": "completed"]),
                MetricSample(report.transport.failedHandshakes, ["result": "failed"]),
            ]
        },
    ]
}

extension ConnectionRefusal {
    fileprivate var label: String {
        switch self {
        case .full: "full"
        case .fullForPeer: "full_for_peer"
        case .draining: "draining"
        case .plainText: "plain_text"
        }
    }
}
