extension TTRPC {
    /// The ten bytes before every body: length and stream, big endian, then type and flags.
    public struct FrameHeader: Sendable, Equatable {
        /// Bytes of a header.
        public static let size = 10

        /// Bytes of the body; up to 4 GiB, as claimed: compare with `Limits.messageBytes` before reading on.
        public var length: UInt32
        /// The call's number; the client gives odd ones.
        public var stream: UInt32
        /// What the body is.
        public var type: FrameType
        /// What the sender says of its side.
        public var flags: FrameFlags

        /// A header by its parts.
        public init(length: UInt32, stream: UInt32, type: FrameType, flags: FrameFlags = []) {
            self.length = length
            self.stream = stream
            self.type = type
            self.flags = flags
        }

        /// Reads the first ten bytes; nil when there are fewer.
        public init?(parsing bytes: UnsafeRawBufferPointer) {
            guard bytes.count >= Self.size else { return nil }
            length = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            stream = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
            type = FrameType(rawValue: bytes[8])
            flags = FrameFlags(rawValue: bytes[9])
        }

        /// Writes ten bytes; `memory` must have room for them.
        public func write(into memory: UnsafeMutableRawBufferPointer) {
            precondition(memory.count >= Self.size, "a frame header takes \(Self.size) bytes")
            memory.storeBytes(of: length.bigEndian, toByteOffset: 0, as: UInt32.self)
            memory.storeBytes(of: stream.bigEndian, toByteOffset: 4, as: UInt32.self)
            memory[8] = type.rawValue
            memory[9] = flags.rawValue
        }
    }
}
