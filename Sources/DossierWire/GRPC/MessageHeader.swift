extension GRPC {
    /// The five bytes before every message: whether it is compressed, then its length, big endian.
    public struct MessageHeader: Sendable, Equatable {
        /// Bytes of a header.
        public static let size = 5

        /// 0: not compressed; 1: compressed as `grpc-encoding` says; else not of this protocol.
        public var flag: UInt8
        /// Bytes of the message; up to 4 GiB, as claimed: compare with `Limits.messageBytes` before reading on.
        public var length: UInt32

        /// A header by its parts.
        public init(isCompressed: Bool, length: UInt32) {
            flag = isCompressed ? 1 : 0
            self.length = length
        }

        /// Reads the first five bytes; nil when there are fewer.
        public init?(parsing bytes: UnsafeRawBufferPointer) {
            guard bytes.count >= Self.size else { return nil }
            flag = bytes[0]
            length = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 1, as: UInt32.self))
        }

        /// Writes five bytes; `memory` must have room for them.
        public func write(into memory: UnsafeMutableRawBufferPointer) {
            precondition(memory.count >= Self.size, "a message's header takes \(Self.size) bytes")
            memory[0] = flag
            memory.storeBytes(of: length.bigEndian, toByteOffset: 1, as: UInt32.self)
        }
    }
}
