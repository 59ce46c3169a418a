import DossierCore
import DossierWire
import NIOCore

/// Builds the frames that a client sends; their stream numbers are set when they are written.
package enum OutboundFrame {
    private static let streamOffset = 4

    /// A call's beginning. RESOURCE_EXHAUSTED when no server would take a request of that size.
    package static func request(
        _ method: MethodName,
        _ payload: [UInt8],
        _ options: CallOptions,
        flags: TTRPC.FrameFlags
    ) throws(Status) -> ByteBuffer {
        let request = payload.withUnsafeBytes { payload in
            let envelope = TTRPC.RequestEnvelope(
                service: method.service,
                method: method.method,
                encoded: payload,
                timeoutNanoseconds: options.timeoutNanoseconds,
                metadata: options.metadata
            )
            return frame(.request, flags, size: envelope.size) { envelope.write(into: $0) }
        }
        try check(size: request.readableBytes - TTRPC.FrameHeader.size, method)
        return request
    }

    /// One message of a stream. RESOURCE_EXHAUSTED when no server would take it.
    static func data(_ message: [UInt8], _ method: MethodName) throws(Status) -> ByteBuffer {
        try check(size: message.count, method)
        return frame(.data, [], size: message.count) { $0.copyBytes(from: message) }
    }

    /// The client's side of a stream is closed.
    static func closing() -> ByteBuffer { frame(.data, [.remoteClosed, .noData], size: 0) { _ in } }

    /// Sets the number of the frame's stream.
    /// - Parameter start: where the frame begins in the buffer; nil: at its reader index.
    package static func number(_ frame: inout ByteBuffer, _ stream: UInt32, at start: Int? = nil) {
        frame.setInteger(stream, at: (start ?? frame.readerIndex) + streamOffset)
    }

    private static func check(size: Int, _ method: MethodName) throws(Status) {
        guard size > Limits.messageBytes else { return }
        throw Status(
            .resourceExhausted,
            "a request of \(method) has \(size) bytes; at most \(Limits.messageBytes) are taken"
        )
    }

    private static func frame(
        _ type: TTRPC.FrameType,
        _ flags: TTRPC.FrameFlags,
        size: Int,
        body: (UnsafeMutableRawBufferPointer) -> Void
    ) -> ByteBuffer {
        let all = TTRPC.FrameHeader.size + size
        let header = TTRPC.FrameHeader(length: UInt32(truncatingIfNeeded: size), stream: 0, type: type, flags: flags)
        var buffer = ByteBufferAllocator().buffer(capacity: all)
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: all) { memory in
            header.write(into: memory)
            body(UnsafeMutableRawBufferPointer(rebasing: memory[TTRPC.FrameHeader.size..<all]))
            return all
        }
        return buffer
    }
}
