import Glibc

/// A TCP socket that listens at a free port of this machine, as a service manager opens one for its servers.
package final class ListeningSocket: Sendable {
    package let descriptor: CInt
    package let port: Int

    /// What becomes of a program that has it for its standard input: one that has it as its first handed socket.
    package static let launcher = [
        "sh", "-c", "exec 3<&0 </dev/null; export LISTEN_PID=$$ LISTEN_FDS=1 LISTEN_FDNAMES=test; exec \"$@\"", "sh",
    ]

    /// Opens it; it is closed when nobody has it any more.
    /// - Parameter ip: its IPv4 address.
    package init(address ip: String = "127.0.0.1") throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr(ip)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (descriptor, length) = (descriptor, size)
        let isOpen = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 1_024) == 0
                    && getsockname(descriptor, $0, &size) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        guard isOpen else { throw RawClient.Failure(description: "listen: errno \(errno)") }
    }

    deinit { close(descriptor) }

    /// The same socket for a server of this process, which closes it.
    package func share() -> CInt { fcntl(descriptor, F_DUPFD_CLOEXEC, 3) }
}
