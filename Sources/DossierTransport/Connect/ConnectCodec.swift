import CProtobufC
import DossierCore
import DossierWire
import NIOCore

/// In which form the messages of a call travel.
enum ConnectCodec: String, CaseIterable {
    case json = "application/json"
    case proto = "application/proto"

    /// By a media type; its parameters do not matter, as JSON is UTF-8 whatever they say.
    init?(contentType: String) {
        let type = contentType.prefix { $0 != ";" }.lowercased()
        guard let codec = Self.allCases.first(where: { type == $0.rawValue || type == "\($0.rawValue) " }) else {
            return nil
        }
        self = codec
    }

    /// A message of JSON, encoded.
    /// - Parameter limit: bytes that it may take in memory.
    /// - Throws: INVALID_ARGUMENT naming the field; RESOURCE_EXHAUSTED past a bound.
    static func encoded(json: ByteBuffer, as messages: MethodMessages, limit: Int) throws(Status) -> [UInt8] {
        let arena = Arena(limit: limit)
        let text = [UInt8](json.readableBytesView)
        let message = try MessageJSON.decode(text, as: messages.input, in: arena, types: messages.types)
        return withExtendedLifetime(arena) { MessageEncoder.encode(message) }
    }

    /// A reply as the body of a response.
    /// - Throws: INTERNAL for a reply that cannot be written so.
    func body(_ reply: OutboundMessage, of messages: MethodMessages) throws(Status) -> [UInt8] {
        switch self {
        case .proto: reply.packed
        case .json: try Self.json(reply, messages)
        }
    }

    private static func json(_ reply: OutboundMessage, _ messages: MethodMessages) throws(Status) -> [UInt8] {
        let arena = Arena()
        defer { withExtendedLifetime(arena) {} }
        do throws(Status) {
            let message =
                switch reply {
                case .message(let message): message
                case .encoded(let bytes):
                    UnsafePointer(try MessageDecoder.decode(bytes, as: messages.output, in: arena))
                }
            return try MessageJSON.encode(message, .init(types: messages.types))
        } catch {
            throw Status(.internal, "the reply cannot be written as JSON (\(error.message)); ask for \(proto.rawValue)")
        }
    }
}
