import Dispatch
import Glibc
import TestSupport

/// Passes the bytes of one connection on to a server of this machine and back, and slips others in.
final class Relay: Sendable {
    /// Where it listens.
    let port: Int
    private let listening: Int32
    private let server: Int32

    init(to serverPort: Int) throws {
        listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard Self.call(bind, listening, 0) == 0, listen(listening, 1) == 0,
            Self.call(connect, server, UInt16(serverPort)) == 0
        else { throw RawClient.Failure(description: "relay: errno \(errno)") }
        port = Self.port(of: listening)
        DispatchQueue.global().async { [listening, server] in
            let client = accept(listening, nil, nil)
            DispatchQueue.global().async { Self.pump(from: client, to: server) }
            Self.pump(from: server, to: client)
            close(client)
        }
    }

    deinit {
        shutdown(server, Int32(SHUT_RDWR))
        close(listening)
    }

    /// Says this to the server, as if the client did.
    func inject(_ bytes: [UInt8]) throws {
        guard send(server, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw RawClient.Failure(description: "inject: errno \(errno)")
        }
    }

    /// Until the end of the one.
    private static func pump(from source: Int32, to target: Int32) {
        var piece = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = recv(source, &piece, piece.count, 0)
            guard count > 0, send(target, piece, count, Int32(MSG_NOSIGNAL)) == count else { break }
        }
        shutdown(target, Int32(SHUT_WR))
    }

    private static func call(
        _ function: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32,
        _ descriptor: Int32,
        _ port: UInt16
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                function(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private static func port(of descriptor: Int32) -> Int {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
