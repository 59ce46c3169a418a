import TestSupport

/// A client that says in HTTP/2 what it is told to, and nothing else. Header blocks are not read.
struct RawHTTP2Client {
    private let client: RawClient

    /// Connects and says hello. The connection's window is as wide as it can be.
    init(_ server: TestServer, window: UInt32 = 65_535, receiveBuffer: Int32? = nil) throws {
        try self.init(over: try server.connect(receiveBuffer: receiveBuffer), window: window)
    }

    /// Says hello on a connection that is there.
    init(over client: RawClient, window: UInt32 = 65_535) throws {
        self.client = client
        try client.send(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8))
        try send(.settings(initialWindow: window), .windowUpdate(0, 0x7fff_ffff - 65_535))
    }

    func send(_ frames: RawHTTP2Frame...) throws { try send(frames) }

    /// All of them at once.
    func send(_ frames: [RawHTTP2Frame]) throws { try client.send(frames.flatMap(\.bytes)) }

    /// The next frame.
    func frame(within seconds: Double = 10) throws -> RawHTTP2Frame {
        let header = try client.read(9, within: seconds)
        let payload = try client.read(Int(RawHTTP2Frame.number(header[..<3])), within: seconds)
        guard let kind = RawHTTP2Frame.Kind(rawValue: header[3]) else {
            throw RawClient.Failure(description: "a frame of type \(header[3])")
        }
        return RawHTTP2Frame(kind: kind, flags: header[4], stream: RawHTTP2Frame.number(header[5...]), payload: payload)
    }

    /// The next frame of that kind; others are passed over.
    func next(_ kind: RawHTTP2Frame.Kind, within seconds: Double = 10) throws -> RawHTTP2Frame {
        while true {
            let frame = try frame(within: seconds)
            if frame.kind == kind { return frame }
        }
    }

    /// Every frame up to the end of the connection.
    func framesToEnd(within seconds: Double = 10) throws -> [RawHTTP2Frame] {
        var frames: [RawHTTP2Frame] = []
        while !isAtEnd(within: seconds) { frames.append(try frame(within: seconds)) }
        return frames
    }

    /// The server has closed the connection, and all of it was read.
    func isAtEnd(within seconds: Double) -> Bool { client.isAtEnd(within: seconds) }

    func close() { client.close() }
}
