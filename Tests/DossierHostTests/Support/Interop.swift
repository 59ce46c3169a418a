import DossierClient
import DossierCore
import ModuleKit

/// Messages of gRPC's interoperability tests, and the methods that take them.
enum Interop {
    static func path(_ method: String) -> String { "grpc.testing.TestService/\(method)" }

    /// One reply that is asked for: `ResponseParameters`.
    struct Reply {
        var size: Int
        /// Before it is sent, microseconds.
        var interval = 0
        var isCompressed: Bool?
    }

    /// A SimpleRequest.
    static func simple(
        size: Int = 0,
        body: Int = 0,
        status: Status? = nil,
        compressesReply: Bool? = nil,
        expectsCompressed: Bool? = nil
    ) -> [UInt8] {
        var writer = WireWriter()
        writer.varint(2, UInt64(bitPattern: Int64(size)))
        writer.message(3, payload(body))
        if let compressesReply { writer.message(6, bool(compressesReply)) }
        if let status { writer.message(7, echo(status)) }
        if let expectsCompressed { writer.message(8, bool(expectsCompressed)) }
        return writer.bytes
    }

    /// A StreamingInputCallRequest.
    static func input(body: Int, expectsCompressed: Bool? = nil) -> [UInt8] {
        var writer = WireWriter()
        writer.message(1, payload(body))
        if let expectsCompressed { writer.message(2, bool(expectsCompressed)) }
        return writer.bytes
    }

    /// A StreamingOutputCallRequest.
    static func output(_ replies: [Reply], body: Int = 0, status: Status? = nil) -> [UInt8] {
        var writer = WireWriter()
        for reply in replies {
            var parameters = WireWriter()
            parameters.varint(1, UInt64(bitPattern: Int64(reply.size)))
            parameters.varint(2, UInt64(reply.interval))
            if let isCompressed = reply.isCompressed { parameters.message(3, bool(isCompressed)) }
            writer.message(2, parameters.bytes)
        }
        writer.message(3, payload(body))
        if let status { writer.message(7, echo(status)) }
        return writer.bytes
    }

    /// The same of replies of these sizes.
    static func output(_ sizes: Int..., body: Int = 0) -> [UInt8] { output(sizes.map { Reply(size: $0) }, body: body) }

    /// A reply with a payload of so many zeros: a SimpleResponse or a StreamingOutputCallResponse.
    static func reply(_ size: Int) -> [UInt8] {
        var writer = WireWriter()
        writer.message(1, payload(size))
        return writer.bytes
    }

    /// A StreamingInputCallResponse.
    static func sum(_ size: Int) -> [UInt8] {
        var writer = WireWriter()
        writer.varint(1, UInt64(size))
        return writer.bytes
    }

    private static func payload(_ size: Int) -> [UInt8] {
        var writer = WireWriter()
        writer.bytes(2, [UInt8](repeating: 0, count: size))
        return writer.bytes
    }

    private static func bool(_ value: Bool) -> [UInt8] { value ? [0x08, 0x01] : [] }

    private static func echo(_ status: Status) -> [UInt8] {
        var writer = WireWriter()
        writer.varint(1, UInt64(status.code.rawValue))
        writer.bytes(2, status.message.utf8)
        return writer.bytes
    }
}

extension Client {
    /// Calls a method that answers once.
    func interop(_ method: String, _ request: [UInt8]) async throws(Status) -> [UInt8] {
        try await call(MethodName(Interop.path(method)), request)
    }

    /// Begins a call whose client streams.
    func interop(_ method: String, timeout: Duration? = nil, repliesStream: Bool = true) async throws(Status)
        -> DuplexCall
    {
        try await duplex(MethodName(Interop.path(method)), CallOptions(timeout: timeout), repliesStream: repliesStream)
    }
}
