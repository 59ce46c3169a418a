import Glibc
import TestSupport

/// A blocking TCP connection to a server on this machine that carries bytes as they are.
struct RawConnection: ~Copyable {
    private let socket: Int32

    struct Failure: Error {
        let call: String
        let reason = String(cString: strerror(errno))
    }

    /// Connects; every read and write then takes at most ten seconds.
    init(port: UInt16) throws(Failure) {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Failure(call: "socket") }
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(socket, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let connected = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure(call: "connect") }
    }

    deinit { close(socket) }

    func send(_ bytes: [UInt8]) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { throw Failure(call: "send") }
            rest = rest.dropFirst(sent)
        }
    }

    /// The next frame.
    func receiveFrame() throws(Failure) -> (header: [UInt8], body: [UInt8]) {
        let header = try receive(10)
        return (header, try receive(header[0..<4].reduce(0) { $0 << 8 | Int($1) }))
    }

    private func receive(_ count: Int) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            var part = [UInt8](repeating: 0, count: count - bytes.count)
            let received = recv(socket, &part, part.count, 0)
            guard received > 0 else { throw Failure(call: "recv") }
            bytes += part.prefix(received)
        }
        return bytes
    }
}
