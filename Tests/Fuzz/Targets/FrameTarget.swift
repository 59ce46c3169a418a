import DossierCore
import DossierWire

@testable import DossierTransport

/// However a stream is cut, it holds the same frames.
enum FrameTarget {
    /// Small, so that inputs pass it.
    private static let limit = 300

    static func run(_ input: UnsafeRawBufferPointer) throws(Broken) {
        let pieces = Pieces(input)
        let frames = read([pieces.whole], TTRPC.FrameHeader.self)
        guard read(pieces, TTRPC.FrameHeader.self) == frames else { throw Broken("cut ttrpc has other frames") }
        guard read(pieces, GRPC.MessageHeader.self) == read([pieces.whole], GRPC.MessageHeader.self) else {
            throw Broken("cut gRPC has other messages")
        }
        var memory = TTRPC.MetadataMemory()
        for frame in frames { try checkEnvelopes(frame.body ?? [], &memory) }
        try checkEnvelopes(Array(pieces.whole), &memory)
    }

    private struct Frame<Header: FrameHeader & Equatable>: Equatable {
        var header: Header
        /// Nil: longer than the limit.
        var body: [UInt8]?
    }

    private static func read<Header: FrameHeader & Equatable>(
        _ pieces: some Sequence<UnsafeRawBufferPointer>,
        _ type: Header.Type
    ) -> [Frame<Header>] {
        var assembler = FrameAssembler<Header>(limit: limit)
        var frames: [Frame<Header>] = []
        for piece in pieces {
            // A copy of just its size: reading past its end is seen.
            let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: piece.count, alignment: 1)
            defer { copy.deallocate() }
            copy.copyMemory(from: piece)
            var bytes = UnsafeRawBufferPointer(copy)
            while let event = assembler.next(&bytes) {
                switch event {
                case .frame(let header, let body): frames.append(Frame(header: header, body: Array(body)))
                case .oversized(let header): frames.append(Frame(header: header, body: nil))
                }
            }
        }
        return frames
    }

    private static func checkEnvelopes(_ body: [UInt8], _ memory: inout TTRPC.MetadataMemory) throws(Broken) {
        var isSame = true
        do throws(Status) {
            try body.span.bytes.withUnsafeBytes { (bytes) throws(Status) in
                let request = try TTRPC.RequestView(parsing: bytes, &memory)
                _ = [Array(request.service), Array(request.method), Array(request.payload)]
                isSame = try TTRPC.RequestView(parsing: bytes).metadata == request.metadata
            }
        } catch {
            try error.checkRefusal()
        }
        guard isSame else { throw Broken("what a connection remembers changes the metadata") }
        do throws(Status) {
            try body.span.bytes.withUnsafeBytes { (bytes) throws(Status) in
                _ = Array(try TTRPC.ResponseView(parsing: bytes).payload)
            }
        } catch {
            try error.checkRefusal()
        }
    }
}
