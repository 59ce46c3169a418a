import Glibc

/// Ports of the loopback address for servers that must know theirs before they start.
package enum FreePort {
    /// All that were tried are taken.
    package struct None: Error {}

    /// A port that nobody listens on, and below those that the system gives away: it stays free between a stop and a start.
    package static func find() throws -> UInt16 {
        for _ in 0..<100 {
            let port = UInt16.random(in: 20_000..<30_000)
            let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(socket) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            let bound = withUnsafeBytes(of: &address) {
                bind(socket, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
            }
            if bound == 0 { return port }
        }
        throw None()
    }
}
