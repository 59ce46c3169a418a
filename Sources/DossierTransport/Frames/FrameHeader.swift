import DossierWire

/// What stands before a frame's body and tells its length.
protocol FrameHeader {
    /// Bytes of a header.
    static var size: Int { get }
    /// Bytes of the body that follows.
    var length: UInt32 { get }
    /// Nil when there are fewer bytes than a header takes.
    init?(parsing bytes: UnsafeRawBufferPointer)
}

extension TTRPC.FrameHeader: FrameHeader {}
extension GRPC.MessageHeader: FrameHeader {}
