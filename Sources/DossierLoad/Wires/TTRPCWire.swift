import DossierClient
import DossierCore
import DossierWire
import NIOCore

/// ttrpc: every frame is made before the load begins, and only numbered then.
struct TTRPCWire: LoadWire {
    private let frames: [[ByteBuffer]]

    init(_ plan: LoadPlan) throws(Status) {
        let metadata = Metadata(plan.token.map { [$0.authorization] } ?? [])
        let options = CallOptions(timeout: plan.timeout, metadata: metadata)
        var frames: [[ByteBuffer]] = []
        for call in plan.calls {
            frames.append([])
            for request in call.requests {
                frames[frames.count - 1].append(try OutboundFrame.request(call.method, request, options, flags: []))
            }
        }
        self.frames = frames
    }

    func begin(into out: inout ByteBuffer) {}

    func hasRoom(open: Int) -> Bool { true }

    func call(_ stream: UInt32, _ kind: Int, _ request: Int, into out: inout ByteBuffer) {
        let start = out.writerIndex
        out.writeImmutableBuffer(frames[kind][request])
        OutboundFrame.number(&out, stream, at: start)
    }

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
