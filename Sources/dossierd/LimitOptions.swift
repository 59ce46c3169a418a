import ArgumentParser
import DossierCore

/// Bounds that fit one server and not another; docs/limits.md tells the others.
struct LimitOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Connections at a time; one more is closed.", valueName: "n"))
    var connections = Limits.connections

    @Option(
        help: ArgumentHelp(
            "Connections of one address at a time (of one network of 64 bits, where it is IPv6); one more is closed.",
            valueName: "n"
        )
    )
    var connectionsPerPeer = Limits.connectionsPerPeer

    @Option(help: ArgumentHelp("Open calls of the whole server.", valueName: "n"))
    var calls = Limits.calls

    @Option(help: ArgumentHelp("Open calls of one connection.", valueName: "n"))
    var callsPerConnection = Limits.callsPerConnection

    @Option(help: ArgumentHelp("Calls of one module that wait for a worker.", valueName: "n"))
    var queue = Limits.queuePerModule

    @Option(
        help: ArgumentHelp(
            "How long a call may wait for a worker where calls keep coming faster than they are answered.",
            valueName: "milliseconds"
        )
    )
    var queueTime = Int(Limits.queueNanoseconds / 1_000_000)

    @Option(
        help: ArgumentHelp(
            "Calls a second of one subject of --identities, and twice as many at once. (default: without bound)",
            valueName: "n"
        )
    )
    var rate: Int?

    @Option(help: ArgumentHelp("Bytes of one message that is received.", valueName: "bytes"))
    var messageBytes = Limits.messageBytes

    @Option(help: ArgumentHelp("Bytes of memory that it may take when it is decoded.", valueName: "bytes"))
    var decodedBytes = Limits.decodedBytes

    @Option(help: ArgumentHelp("Bytes of the metadata, or headers, of one call.", valueName: "bytes"))
    var metadataBytes = Limits.metadataBytes

    @Option(help: ArgumentHelp("How long a TLS handshake may take.", valueName: "seconds"))
    var handshakeTime = LimitOptions.seconds(Limits.handshakeNanoseconds)

    @Option(help: ArgumentHelp("How long a connection without an open call is kept.", valueName: "seconds"))
    var idleTime = LimitOptions.seconds(Limits.idleNanoseconds)

    @Option(help: ArgumentHelp("How long a message that has begun may take to arrive.", valueName: "seconds"))
    var frameTime = LimitOptions.seconds(Limits.frameNanoseconds)

    @Option(help: ArgumentHelp("How long a call that does not stream may take.", valueName: "seconds"))
    var callTime = LimitOptions.seconds(Limits.callNanoseconds)

    func validate() throws {
        try check("connections", connections, 1...Limits.connectionsAtMost)
        try check("connections-per-peer", connectionsPerPeer, 1...Limits.connectionsAtMost)
        try check("calls", calls, 1...Limits.calls)
        try check("calls-per-connection", callsPerConnection, 1...Limits.calls)
        try check("queue", queue, 1...Limits.calls)
        try check("queue-time", queueTime, 1...Limits.timeSeconds * 1_000, " milliseconds")
        if let rate { try check("rate", rate, 1...Limits.callsPerSecond, " calls a second") }
        try checkBytes("message", messageBytes, Limits.messageBytes)
        try checkBytes("decoded", decodedBytes, Limits.decodedBytes)
        try checkBytes("metadata", metadataBytes, Limits.metadataBytes)
        try checkTime("handshake", handshakeTime)
        try checkTime("idle", idleTime)
        try checkTime("frame", frameTime)
        try checkTime("call", callTime)
    }

    /// Not more than the limit of that name: modules, clients and what is stored count on it.
    private func checkBytes(_ name: String, _ value: Int, _ limit: Int) throws {
        try check("\(name)-bytes", value, Limits.receivedBytesAtLeast...limit)
    }

    private func checkTime(_ name: String, _ value: Int) throws {
        try check("\(name)-time", value, 1...Limits.timeSeconds, " seconds")
    }

    private func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>, _ unit: String = "") throws {
        guard range.contains(value) else {
            throw ValidationError("--\(name) must be \(range.lowerBound) to \(range.upperBound)\(unit)")
        }
    }

    fileprivate static func seconds(_ nanoseconds: Int64) -> Int { Int(nanoseconds / 1_000_000_000) }
}
