import DossierCore

/// Where a server listens: a host's name or address, and a port.
public struct ServerAddress: Sendable, Equatable {
    /// A name or an address, without the brackets of IPv6.
    public let host: String
    /// 1 to 65535.
    public let port: Int

    /// The port that `dossierd` listens on when it is not told otherwise.
    public static let standardPort = 7420
    /// This machine, at the standard port.
    public static let standard = ServerAddress(host: "127.0.0.1", port: standardPort)

    /// An address of these parts.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// From `HOST:PORT`, `[IPV6]:PORT` or `HOST`. INVALID_ARGUMENT for anything else.
    public init(_ text: String) throws(Status) {
        let pattern = /(?:\[(?<six>[0-9A-Fa-f:.%a-z]+)\]|(?<name>[^:\[\]\s]+))(?::(?<port>[0-9]+))?/
        guard let match = text.wholeMatch(of: pattern), let host = match.six ?? match.name,
            let port = Int(match.port ?? "\(Self.standardPort)"), (1...65_535).contains(port)
        else {
            throw Status(
                .invalidArgument,
                "\"\(text)\" is not a server's address; write HOST:PORT, as \(Self.standard)"
            )
        }
        self.init(host: String(host), port: port)
    }
}

extension ServerAddress: CustomStringConvertible {
    /// HOST:PORT.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
