import CProtobufC
import DossierCore

extension TTRPC {
    /// A response envelope on its way out: ask `size`, make room, `write`. It borrows what it was made from.
    public struct ResponseEnvelope {
        private enum Contents {
            case reply(Payload, size: Int)
            case failure(Status, size: Int)
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
            let statusSize = Self.size(of: status)
            contents = .failure(status, size: statusSize)
            size = WireSize.lengthPrefixed(statusSize)
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
            case .failure(let status, let statusSize):
                writer.head(1, length: statusSize)
                Self.write(status, into: &writer)
            }
        }

        private static func size(of status: Status) -> Int {
            let code = status.code == .ok ? 0 : 1 + WireSize.varint(UInt64(status.code.rawValue))
            return code + WireSize.text(status.message) + status.encodedDetails.count
        }

        private static func write(_ status: Status, into writer: inout WireWriter) {
            if status.code != .ok {
                writer.tag(1, .varint)
                writer.varint(UInt64(status.code.rawValue))
            }
            writer.field(2, status.message)
            status.encodedDetails.withUnsafeBytes { writer.bytes($0) }
        }
    }
}
