import DossierWire
import NIOCore

/// One frame from the server.
struct Frame {
    var header: TTRPC.FrameHeader
    /// Empty when it is longer than a message may be: then it is skipped.
    var body: ByteBuffer
}
