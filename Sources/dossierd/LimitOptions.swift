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

    func validate() throws {
        guard (1...Limits.connections).contains(connectionsPerPeer) else {
            throw ValidationError("--connections-per-peer must be 1 to \(Limits.connections)")
        }
    }
}
