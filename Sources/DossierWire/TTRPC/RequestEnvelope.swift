import CProtobufC
import DossierCore

extension TTRPC {
    /// A request envelope on its way out: ask `size`, make room, `write`. It borrows its payload.
    public struct RequestEnvelope {
        private let service: String
        private let method: String
        private let payload: Payload
        private let payloadSize: Int
        private let timeoutNanoseconds: Int64
        private let metadata: Metadata
        /// Bytes of the envelope.
        public let size: Int

        /// A call with this request, which must not change before it is written. Without a time limit at 0.
        public init(
            service: String,
            method: String,
            message: UnsafePointer<ProtobufCMessage>,
            timeoutNanoseconds: Int64 = 0,
            metadata: Metadata = Metadata()
        ) {
            self.init(service, method, .message(message), timeoutNanoseconds, metadata)
        }

        /// A call with a request that is encoded already; empty bytes for one that streams.
        public init(
            service: String,
            method: String,
            encoded: UnsafeRawBufferPointer,
            timeoutNanoseconds: Int64 = 0,
            metadata: Metadata = Metadata()
        ) {
            self.init(service, method, .encoded(encoded), timeoutNanoseconds, metadata)
        }

        private init(
            _ service: String,
            _ method: String,
            _ payload: Payload,
            _ timeoutNanoseconds: Int64,
            _ metadata: Metadata
        ) {
            self.service = service
            self.method = method
            self.payload = payload
            self.timeoutNanoseconds = timeoutNanoseconds
            self.metadata = metadata
            payloadSize = payload.size
            var size = WireSize.text(service) + WireSize.text(method)
            if payloadSize > 0 { size += WireSize.lengthPrefixed(payloadSize) }
            if timeoutNanoseconds != 0 { size += 1 + WireSize.varint(UInt64(bitPattern: timeoutNanoseconds)) }
            for entry in metadata.entries { size += WireSize.lengthPrefixed(Self.size(of: entry)) }
            self.size = size
        }

        /// Writes `size` bytes; `memory` must have room for them.
        public func write(into memory: UnsafeMutableRawBufferPointer) {
            precondition(memory.count >= size, "a request envelope needs \(size) bytes")
            var writer = WireWriter(memory)
            writer.field(1, service)
            writer.field(2, method)
            if payloadSize > 0 {
                writer.head(3, length: payloadSize)
                payload.write(payloadSize, into: &writer)
            }
            if timeoutNanoseconds != 0 {
                writer.tag(4, .varint)
                writer.varint(UInt64(bitPattern: timeoutNanoseconds))
            }
            for entry in metadata.entries {
                writer.head(5, length: Self.size(of: entry))
                writer.field(1, entry.name)
                writer.field(2, entry.value)
            }
        }

        private static func size(of entry: Metadata.Entry) -> Int {
            WireSize.text(entry.name) + WireSize.text(entry.value)
        }
    }
}
