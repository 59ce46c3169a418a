import CDossierModule
import CProtobufC
import DossierCore

/// How one method of a service is served.
public struct Method: Sendable {
    /// Serves one call: ends it by `finish`, now or later, or throws. The request lives until `finish`.
    public typealias Handler = @Sendable (Call, UnsafePointer<ProtobufCMessage>) throws(Interrupt) -> Void

    /// As in the service's descriptor: "GetIncident".
    public let name: String
    let flags: UInt32
    let role: String?
    let handler: Handler

    /// Reads the record and never waits long; entered on the event loop, on a worker once it throws `wait`.
    public static func quick(_ name: String, role: String? = "reader", _ handler: @escaping Handler) -> Method {
        Method(name: name, flags: UInt32(DOSSIER_QUICK), role: role, handler: handler)
    }

    /// Reads the record; may block.
    public static func reading(_ name: String, role: String? = "reader", _ handler: @escaping Handler) -> Method {
        Method(name: name, flags: 0, role: role, handler: handler)
    }

    /// Changes the record.
    public static func writing(_ name: String, role: String? = "writer", _ handler: @escaping Handler) -> Method {
        Method(name: name, flags: UInt32(DOSSIER_WRITES), role: role, handler: handler)
    }

    /// Answers with a stream of messages.
    public static func streaming(_ name: String, role: String? = "reader", _ handler: @escaping Handler) -> Method {
        Method(name: name, flags: UInt32(DOSSIER_SERVER_STREAMS), role: role, handler: handler)
    }

    /// Declared, not served yet.
    static func unimplemented(_ name: String, flags: UInt32) -> Method {
        Method(name: name, flags: flags, role: nil) { _, _ throws(Interrupt) in
            throw .failed(.unimplemented, "\(name) is not served by this version")
        }
    }
}
