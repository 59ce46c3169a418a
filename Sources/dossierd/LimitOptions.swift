import ArgumentParser
import DossierCore

/// Bounds that fit one server and not another; docs/limits.md tells the others.
struct LimitOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Connections of one address at a time (of one network of 64 bits, where it is IPv6); one more is closed.",
            valueName: "n"
        )
    )
    var connectionsPerPeer = Limits.connectionsPerPeer

    @Option(
        help: ArgumentHelp(
            "Calls a second of one subject of --identities, and twice as many at once. (default: without bound)",
            valueName: "n"
        )
    )
    var rate: Int?

    /// The same as the server takes it.
    var callRate: CallRate? { rate.map { CallRate(perSecond: $0) } }

    func validate() throws {
        guard (1...Limits.connections).contains(connectionsPerPeer) else {
            throw ValidationError("--connections-per-peer must be 1 to \(Limits.connections)")
        }
        if let rate, !(1...Limits.callsPerSecond).contains(rate) {
            throw ValidationError("--rate must be 1 to \(Limits.callsPerSecond) calls a second")
        }
    }
}
