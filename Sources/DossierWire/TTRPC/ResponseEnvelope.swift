import CProtobufC
import DossierCore

extension TTRPC {
    /// A response envelope on its way out: ask `size`, make room, `write`. It borrows what it was made from.
    public struct ResponseEnvelope {
        private enum Contents {
            case reply(Payload, size: Int)
            case failure(StatusEnvelope)
        }

        private let contents: Contents
        /// Bytes of the envelope.
        public let size: Int

        /// A good end with this reply, which must not change before it is written.
        public init(reply: UnsafePointer<ProtobufCMessage>) { self.init(.message(reply)) }

        /// A good end with a reply that is encoded already.
        public init(encoded: UnsafeRawBufferPointer) { self.init(.encoded(encoded)) }

        /// An end with a status; `encodedDetails` go out as they are.
        public init(status: Status) {
            let envelope = StatusEnvelope(status)
            contents = .failure(envelope)
            size = WireSize.lengthPrefixed(envelope.size)
        }

        private init(_ payload: Payload) {
            let payloadSize = payload.size
            contents = .reply(payload, size: payloadSize)
            size = payloadSize == 0 ? 0 : WireSize.lengthPrefixed(payloadSize)
        }

        /// Writes `size` bytes; `memory` must have room for them.
        public func write(into memory: UnsafeMutableRawBufferPointer) {
            precondition(memory.count >= size, "a response envelope needs \(size) bytes")
            var writer = WireWriter(memory)
            switch contents {
            case .reply(let payload, let payloadSize):
                guard payloadSize > 0 else { return }
                writer.head(2, length: payloadSize)
                payload.write(payloadSize, into: &writer)
            case .failure(let status):
                writer.head(1, length: status.size)
                status.write(into: &writer)
            }
        }
    }
}
