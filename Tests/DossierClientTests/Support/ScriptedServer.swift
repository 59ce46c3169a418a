import Foundation
import DossierClient
import DossierCore

/// One frame as a server sees it or sends it.
struct RawFrame: Equatable {
    var stream: UInt32
    var type: UInt8
    var flags: UInt8 = 0
    var body: [UInt8] = []

    static func response(_ stream: UInt32, payload: [UInt8] = [], status: Status? = nil) -> RawFrame {
        var body = ProtoWriter()
        if let status {
            var message = ProtoWriter()
            message.varint(1, UInt64(status.code.rawValue))
            message.text(2, status.message)
            message.append(status.encodedDetails)
            body.bytes(1, message.bytes)
        }
        if !payload.isEmpty { body.bytes(2, payload) }
        return RawFrame(stream: stream, type: 2, body: body.bytes)
    }

    static func data(_ stream: UInt32, _ message: [UInt8]) -> RawFrame {
        RawFrame(stream: stream, type: 3, body: message)
    }

    /// The good end of a stream: closed, no data.
    static func end(_ stream: UInt32) -> RawFrame { RawFrame(stream: stream, type: 3, flags: 5) }

    /// The field of that number in the body, as a Request's service, method or payload.
    func field(_ number: UInt32) -> [UInt8] {
        ProtoFields(body).first { $0.number == number }.map { [UInt8]($0.bytes) } ?? []
    }
}

/// A connection in the hands of a test's script. Blocking: for threads of its own.
struct RawConnection: Sendable {
    let socket: RawSocket

    func receive() -> RawFrame? {
        guard let header = socket.read(10) else { return nil }
        let number = { (bytes: ArraySlice<UInt8>) in bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
        guard let body = socket.read(Int(number(header[0..<4]))) else { return nil }
        return RawFrame(stream: number(header[4..<8]), type: header[8], flags: header[9], body: body)
    }

    @discardableResult func send(_ frames: RawFrame...) -> Bool {
        socket.write(
            frames.flatMap { frame in
                Self.bytes(UInt32(frame.body.count)) + Self.bytes(frame.stream) + [frame.type, frame.flags] + frame.body
            }
        )
    }

    static func bytes(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }
}

/// A server that does what a script says with its one connection, on real sockets.
struct ScriptedServer {
    let address: ServerAddress

    init(_ script: @escaping @Sendable (RawConnection) -> Void) {
        let (listener, port) = RawSocket.listening()
        address = ServerAddress(host: "127.0.0.1", port: port)
        Thread.detachNewThread {
            let connection = listener.accepted()
            script(RawConnection(socket: connection))
            connection.shutDown()
        }
    }
}
