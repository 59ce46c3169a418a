import NIOCore

extension Channel {
    /// The other side, "127.0.0.1:53124" or "[::1]:53124".
    var peerName: String {
        guard let address = remoteAddress else { return "unknown" }
        let host = address.ipAddress ?? "local"
        return "\(host.contains(":") ? "[\(host)]" : host):\(address.port ?? 0)"
    }
}
