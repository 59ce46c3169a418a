import DossierCore
import DossierWire
import NIOCore

/// ttrpc: every frame is made before the load begins, and only numbered then.
struct TTRPCWire: LoadWire {
    private let frames: [[ByteBuffer]]

    init(_ plan: LoadPlan) throws(Status) {
        let metadata = Metadata(plan.token.map { [$0.authorization] } ?? [])
        frames = plan.calls.map { call in
            call.requests.map { request in
                request.withUnsafeBytes { bytes in
                    Self.frame(
                        TTRPC.RequestEnvelope(
                            service: call.method.service,
                            method: call.method.method,
                            encoded: bytes,
                            timeoutNanoseconds: plan.timeout?.wholeNanoseconds ?? 0,
                            metadata: metadata
                        )
                    )
                }
            }
        }
    }

    private static func frame(_ envelope: TTRPC.RequestEnvelope) -> ByteBuffer {
        let size = TTRPC.FrameHeader.size + envelope.size
        var frame = ByteBuffer()
        frame.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { memory in
            TTRPC.FrameHeader(length: UInt32(envelope.size), stream: 0, type: .request).write(into: memory)
            envelope.write(into: UnsafeMutableRawBufferPointer(rebasing: memory[TTRPC.FrameHeader.size..<size]))
            return size
        }
        return frame
    }

    func begin(into out: inout ByteBuffer) {}

    func hasRoom(open: Int) -> Bool { true }

    func call(_ stream: UInt32, _ kind: Int, _ request: Int, into out: inout ByteBuffer) {
        let start = out.writerIndex
        out.writeImmutableBuffer(frames[kind][request])
        out.setInteger(stream, at: start + Self.streamOffset)
    }

    private static let streamOffset = 4

    func read(
        _ bytes: inout UnsafeRawBufferPointer,
        into out: inout ByteBuffer,
        ended: (UInt32, StatusCode) -> Void
    ) throws(Status) {
        while let header = TTRPC.FrameHeader(parsing: bytes) {
            let end = TTRPC.FrameHeader.size + Int(header.length)
            guard bytes.count >= end else { return }
            if header.type == .response {
                let body = UnsafeRawBufferPointer(rebasing: bytes[TTRPC.FrameHeader.size..<end])
                ended(header.stream, try Self.code(body))
            }
            bytes = UnsafeRawBufferPointer(rebasing: bytes[end...])
        }
    }

    /// A response envelope that begins with its reply has no status, as all that end well.
    private static func code(_ body: UnsafeRawBufferPointer) throws(Status) -> StatusCode {
        guard let first = body.first, first != 0x12 else { return .ok }
        return try TTRPC.ResponseView(parsing: body).status.code
    }
}
