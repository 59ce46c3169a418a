import Foundation
import DossierClient
import DossierCore
import DossierWire

/// One frame as a server sees it or sends it.
struct RawFrame: Equatable {
    var stream: UInt32
    var type: UInt8
    var flags: UInt8 = 0
    var body: [UInt8] = []

    static func response(_ stream: UInt32, payload: [UInt8] = [], status: Status? = nil) -> RawFrame {
        payload.withUnsafeBytes { payload in
            let envelope = status.map(TTRPC.ResponseEnvelope.init) ?? TTRPC.ResponseEnvelope(encoded: payload)
            let body = [UInt8](unsafeUninitializedCapacity: envelope.size) { memory, count in
                envelope.write(into: UnsafeMutableRawBufferPointer(memory))
                count = envelope.size
            }
            return RawFrame(stream: stream, type: 2, body: body)
        }
    }

    static func data(_ stream: UInt32, _ message: [UInt8]) -> RawFrame {
        RawFrame(stream: stream, type: 3, body: message)
    }

    /// The good end of a stream: closed, no data.
    static func end(_ stream: UInt32) -> RawFrame { RawFrame(stream: stream, type: 3, flags: 5) }

    /// Of a Request: what is called, with what. Empty when it is none.
    var request: (service: String, method: String, payload: [UInt8]) {
        body.withUnsafeBytes { bytes in
            guard type == 1, let view = try? TTRPC.RequestView(parsing: bytes) else { return ("", "", []) }
            return (
                String(decoding: view.service, as: UTF8.self), String(decoding: view.method, as: UTF8.self),
                [UInt8](view.payload)
            )
        }
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

/// A server that does what scripts say with its connections, one after the other, on real sockets.
struct ScriptedServer {
    let address: ServerAddress

    /// One script for each connection; it listens no more after the last.
    init(_ scripts: @Sendable (RawConnection) -> Void...) {
        let (listener, port) = RawSocket.listening()
        address = ServerAddress(host: "127.0.0.1", port: port)
        Thread.detachNewThread {
            for script in scripts {
                let connection = listener.accepted()
                script(RawConnection(socket: connection))
                connection.shutDown()
            }
        }
    }
}
