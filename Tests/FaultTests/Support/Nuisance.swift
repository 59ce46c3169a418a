import TestSupport

/// What clients do that a server must bear.
enum Nuisance: CaseIterable {
    /// Watches of everything, never read.
    case slowReaders
    /// Calls that are begun and not finished.
    case halfFrames
    /// A frame of 4 GiB announced, and some of it sent.
    case hugeLengths
    /// Connections that have been used once.
    case idleConnections

    /// Of idle ones.
    static let connections = 1_000

    /// Begins it; it lasts as long as the connections are held.
    func begin(port: Int) throws -> [RawClient] {
        let watch = RawFrame.request(1, "WatchIncidents", service: "dossier.v1.Incidents", payload: [8, 0], flags: 1)
        let status = RawFrame.request(1, "GetStatus", service: "dossier.v1.Server")
        switch self {
        case .slowReaders:
            return try (0..<20).map { _ in
                let client = try RawClient(port: port, receiveBuffer: 4_096)
                // Many on one connection: far more than what waits in the sockets.
                for stream in 0..<5 {
                    var frame = watch
                    frame.stream = UInt32(2 * stream + 1)
                    try client.send(frame)
                }
                return client
            }
        case .halfFrames:
            return try (0..<200).map { number in
                let client = try RawClient(port: port)
                try client.send(Array(status.bytes.prefix(1 + number % (status.bytes.count - 1))))
                return client
            }
        case .hugeLengths:
            return try (0..<20).map { _ in
                let client = try RawClient(port: port)
                try client.send(status)
                _ = try client.frame()
                try client.send([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 3, 1, 0] + [UInt8](repeating: 7, count: 4 << 20))
                guard try client.frame().code == 8 else { throw RawClient.Failure(description: "not refused") }
                return client
            }
        case .idleConnections:
            let clients = try (0..<Self.connections).map { _ in try RawClient(port: port) }
            for client in clients { try client.send(status) }
            for client in clients { _ = try client.frame() }
            return clients
        }
    }
}
