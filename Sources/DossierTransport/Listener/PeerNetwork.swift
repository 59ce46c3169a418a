import Glibc
import NIOCore

/// Whose connections are counted together: an IPv4 address, or an IPv6 network of 64 bits, of which one host may have
/// every address.
struct PeerNetwork: Hashable {
    private let isIPv4: Bool
    /// In network order.
    private let prefix: UInt64

    /// Nil: neither.
    init?(_ address: SocketAddress?) {
        switch address {
        case .v4(let address):
            isIPv4 = true
            prefix = UInt64(address.address.sin_addr.s_addr)
        case .v6(let address):
            let words = withUnsafeBytes(of: address.address.sin6_addr) {
                ($0.loadUnaligned(as: UInt64.self), $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            }
            // ::ffff:0:0/96: IPv4, on a socket that takes both (RFC 4291, 2.5.5.2).
            isIPv4 = words.0 == 0 && UInt64(bigEndian: words.1) >> 32 == 0xFFFF
            prefix = isIPv4 ? UInt64(UInt32(truncatingIfNeeded: UInt64(bigEndian: words.1)).bigEndian) : words.0
        default: return nil
        }
    }
}
