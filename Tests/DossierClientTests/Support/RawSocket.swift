import Glibc

/// A blocking TCP socket of a test: bytes in and out, nothing more.
final class RawSocket: Sendable {
    private let descriptor: CInt

    init(descriptor: CInt) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// A listener on a port of 127.0.0.1 that the system chooses.
    static func listening() -> (RawSocket, port: Int) {
        let socket = RawSocket(descriptor: Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                precondition(bind(socket.descriptor, $0, length) == 0 && listen(socket.descriptor, 16) == 0)
                precondition(getsockname(socket.descriptor, $0, &length) == 0)
            }
        }
        return (socket, Int(UInt16(bigEndian: address.sin_port)))
    }

    func accepted() -> RawSocket { RawSocket(descriptor: accept(descriptor, nil, nil)) }

    /// Exactly so many bytes; nil when the other side has closed.
    func read(_ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress! + filled, count - filled, 0) }
            if got <= 0 { return nil }
            filled += got
        }
        return bytes
    }

    /// All of them, or false when the other side has closed.
    @discardableResult func write(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let got = bytes.withUnsafeBytes {
                send(descriptor, $0.baseAddress! + sent, bytes.count - sent, CInt(MSG_NOSIGNAL))
            }
            if got <= 0 { return false }
            sent += got
        }
        return true
    }

    func shutDown() { shutdown(descriptor, CInt(SHUT_RDWR)) }
}
