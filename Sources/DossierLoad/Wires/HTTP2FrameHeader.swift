import NIOCore

/// The nine bytes before every HTTP/2 frame (RFC 9113, section 4.1).
struct HTTP2FrameHeader {
    static let size = 9
    /// Bytes of a frame's payload that every peer takes.
    static let payloadBytes = 16_384

    enum Kind: UInt8 {
        case data = 0, headers = 1, reset = 3, settings = 4, ping = 6, goAway = 7, windowUpdate = 8, continuation = 9
    }

    static let endStream: UInt8 = 0x1
    static let acknowledges: UInt8 = 0x1
    static let endHeaders: UInt8 = 0x4
    static let padded: UInt8 = 0x8
    static let priority: UInt8 = 0x20

    let length: Int
    /// Nil: one that means nothing here.
    let kind: Kind?
    let flags: UInt8
    let stream: UInt32

    /// Nil when there are fewer bytes.
    init?(parsing bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= Self.size else { return nil }
        let first = UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self))
        length = Int(first >> 8)
        kind = Kind(rawValue: UInt8(truncatingIfNeeded: first))
        flags = bytes[4]
        stream = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 5, as: UInt32.self)) & 0x7FFF_FFFF
    }
}

extension ByteBuffer {
    /// Writes the header of an HTTP/2 frame.
    mutating func writeFrameHeader(_ kind: HTTP2FrameHeader.Kind, length: Int, flags: UInt8 = 0, stream: UInt32) {
        writeInteger(UInt32(length) << 8 | UInt32(kind.rawValue))
        writeInteger(flags)
        writeInteger(stream)
    }

    /// Lets the peer send so many bytes more on the whole connection.
    mutating func writeWindowUpdate(by bytes: Int) {
        writeFrameHeader(.windowUpdate, length: 4, stream: 0)
        writeInteger(UInt32(bytes))
    }
}
