import DossierCore

/// Bounds that fit one server and not another; docs/limits.md tells the others.
struct LimitSettings: SettingSection {
    static let name = "limits"

    let connections = Setting(
        "limits.connections",
        .number(1...Limits.connectionsAtMost),
        default: Limits.connections,
        reload: .value,
        "Connections at a time; one more is closed."
    )
    let connectionsPerPeer = Setting(
        "limits.connections-per-peer",
        .number(1...Limits.connectionsAtMost),
        default: Limits.connectionsPerPeer,
        reload: .value,
        "Connections of one address at a time (of one network of 64 bits, where it is IPv6); one more is closed."
    )
    let calls = Setting(
        "limits.calls",
        .number(1...Limits.calls),
        default: Limits.calls,
        "Open calls of the whole server."
    )
    let callsPerConnection = Setting(
        "limits.calls-per-connection",
        .number(1...Limits.calls),
        default: Limits.callsPerConnection,
        reload: .value,
        "Open calls of one connection."
    )
    let queue = Setting(
        "limits.queue",
        .number(1...Limits.calls),
        default: Limits.queuePerModule,
        "Calls of one module that wait for a worker."
    )
    let queueTime = Setting(
        "limits.queue-time",
        .number(1...Limits.timeSeconds * 1_000, "milliseconds"),
        default: Int(Limits.queueNanoseconds / 1_000_000),
        "How long a call may wait for a worker where calls keep coming faster than they are answered."
    )
    let rate = Setting(
        "limits.rate",
        ValueForm.number(1...Limits.callsPerSecond, "calls a second").optional,
        default: nil,
        inWords: "without bound",
        "Calls of one subject of the identities, and twice as many at once."
    )
    // Not more than the limit of that name: modules, clients and what is stored count on it.
    let messageBytes = Setting(
        "limits.message-bytes",
        .number(Limits.receivedBytesAtLeast...Limits.messageBytes, "bytes"),
        default: Limits.messageBytes,
        reload: .value,
        "Bytes of one message that is received."
    )
    let decodedBytes = Setting(
        "limits.decoded-bytes",
        .number(Limits.receivedBytesAtLeast...Limits.decodedBytes, "bytes"),
        default: Limits.decodedBytes,
        "Bytes of memory that it may take when it is decoded."
    )
    let metadataBytes = Setting(
        "limits.metadata-bytes",
        .number(Limits.receivedBytesAtLeast...Limits.metadataBytes, "bytes"),
        default: Limits.metadataBytes,
        reload: .value,
        "Bytes of the metadata, or headers, of one call."
    )
    let handshakeTime = Setting(
        "limits.handshake-time",
        .number(1...Limits.timeSeconds, "seconds"),
        default: seconds(Limits.handshakeNanoseconds),
        reload: .value,
        "How long a TLS handshake may take."
    )
    let idleTime = Setting(
        "limits.idle-time",
        .number(1...Limits.timeSeconds, "seconds"),
        default: seconds(Limits.idleNanoseconds),
        reload: .value,
        "How long a connection without an open call is kept."
    )
    let frameTime = Setting(
        "limits.frame-time",
        .number(1...Limits.timeSeconds, "seconds"),
        default: seconds(Limits.frameNanoseconds),
        reload: .value,
        "How long a message that has begun may take to arrive."
    )
    let callTime = Setting(
        "limits.call-time",
        .number(1...Limits.timeSeconds, "seconds"),
        default: seconds(Limits.callNanoseconds),
        reload: .value,
        "How long a call that does not stream may take."
    )

    private static func seconds(_ nanoseconds: Int64) -> Int { Int(nanoseconds / 1_000_000_000) }
}
