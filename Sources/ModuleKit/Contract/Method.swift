import CDossierModule
import CProtobufC
import DossierCore

/// How one method of a service is served.
public struct Method: Sendable {
    /// Serves one call: ends it by `finish`, now or later, or throws. The request lives until `finish`.
    public typealias Handler = @Sendable (Call, UnsafePointer<ProtobufCMessage>) throws(Interrupt) -> Void
    /// The same where the client streams: `Call.receive` gives its messages.
    public typealias StreamHandler = @Sendable (Call) throws(Interrupt) -> Void

    typealias Handle = @Sendable (Call, UnsafePointer<ProtobufCMessage>?) throws(Interrupt) -> Void

    /// As in the service's descriptor: "GetIncident".
    public let name: String
    let flags: UInt32
    let role: String?
    /// The request is nil where the client streams.
    let handle: Handle

    private init(_ name: String, flags: Int, role: String?, _ handler: @escaping Handler) {
        self.name = name
        self.flags = UInt32(flags)
        self.role = role
        handle = { call, request throws(Interrupt) in try handler(call, request!) }
    }

    private init(_ name: String, flags: Int, role: String?, streams handler: @escaping StreamHandler) {
        self.name = name
        self.flags = UInt32(flags)
        self.role = role
        handle = { call, _ throws(Interrupt) in try handler(call) }
    }

    /// Reads the record and never waits long; entered on the event loop, on a worker once it throws `wait`.
    public static func quick(_ name: String, role: String? = "reader", _ handler: @escaping Handler) -> Method {
        Method(name, flags: DOSSIER_QUICK, role: role, handler)
    }

    /// Reads the record; may block.
    public static func reading(_ name: String, role: String? = "reader", _ handler: @escaping Handler) -> Method {
        Method(name, flags: 0, role: role, handler)
    }

    /// Changes the record.
    public static func writing(_ name: String, role: String? = "writer", _ handler: @escaping Handler) -> Method {
        Method(name, flags: DOSSIER_WRITES, role: role, handler)
    }

    /// Answers with a stream of messages.
    public static func streaming(_ name: String, role: String? = "reader", _ handler: @escaping Handler) -> Method {
        Method(name, flags: DOSSIER_SERVER_STREAMS, role: role, handler)
    }

    /// Takes a stream of messages and answers once.
    /// - Parameter writes: changes the record.
    public static func clientStreaming(_ name: String, writes: Bool, _ handler: @escaping StreamHandler) -> Method {
        streaming(
            name,
            flags: DOSSIER_CLIENT_STREAMS,
            writes: writes,
            role: writes ? "writer" : "reader",
            handler
        )
    }

    /// Takes a stream of messages and answers with another.
    /// - Parameter writes: changes the record.
    public static func bidirectional(_ name: String, writes: Bool, _ handler: @escaping StreamHandler) -> Method {
        bidirectional(name, writes: writes, role: writes ? "writer" : "reader", handler)
    }

    /// The same for another role.
    public static func bidirectional(
        _ name: String,
        writes: Bool,
        role: String?,
        _ handler: @escaping StreamHandler
    ) -> Method {
        streaming(name, flags: DOSSIER_CLIENT_STREAMS | DOSSIER_SERVER_STREAMS, writes: writes, role: role, handler)
    }

    private static func streaming(
        _ name: String,
        flags: Int,
        writes: Bool,
        role: String?,
        _ handler: @escaping StreamHandler
    ) -> Method {
        Method(name, flags: writes ? flags | DOSSIER_WRITES : flags, role: role, streams: handler)
    }

    /// Declared, not served yet.
    static func unimplemented(_ name: String, flags: UInt32) -> Method {
        Method(
            name,
            flags: Int(flags),
            role: nil,
            streams: { _ throws(Interrupt) in
                throw .failed(.unimplemented, "\(name) is not served by this version")
            }
        )
    }
}
