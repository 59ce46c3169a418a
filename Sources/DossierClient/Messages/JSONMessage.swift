import CProtobufC
import DossierCore
import DossierWire

/// Messages of types that are known by their descriptors, as proto3 JSON.
public enum JSONMessage {
    /// The encoded message of a JSON value.
    /// - Parameter types: what an Any may hold.
    /// - Throws: INVALID_ARGUMENT naming the member that does not fit.
    public static func encode(
        _ value: JSONValue,
        as type: MessageDescriptor,
        _ types: MessageTypes = MessageTypes()
    ) throws(Status) -> [UInt8] {
        let arena = Arena()
        return MessageEncoder.encode(try MessageJSON.decode(value, as: type, in: arena, types: types))
    }

    /// The JSON value of an encoded message: lowerCamelCase names, no members that have their default.
    /// - Parameter types: what an Any may hold.
    /// - Throws: INTERNAL when the bytes are no such message.
    public static func decode(
        _ bytes: [UInt8],
        as type: MessageDescriptor,
        _ types: MessageTypes = MessageTypes()
    ) throws(Status) -> JSONValue {
        do throws(Status) {
            let arena = Arena()
            let message = try bytes.span.bytes.withUnsafeBytes { (bytes) throws(Status) in
                try MessageDecoder.decode(bytes, as: type, in: arena)
            }
            return try JSONValue(parsing: try MessageJSON.encode(message, .init(types: types)))
        } catch {
            throw Status(.internal, "the server's answer is not what this client expects: \(error.message)")
        }
    }
}
