import CProtobufC
import DossierCore

/// Looks through an encoded message before protobuf-c decodes it.
///
/// protobuf-c trusts its input in ways a server cannot: it recurses without a bound, cuts strings at a zero byte,
/// takes any bytes for UTF-8, multiplies memory, and reads out of bounds when it merges two occurrences of a
/// message field whose oneof is unset in both. What passes here, protobuf-c decodes.
public enum MessageValidator {
    /// Checks the bytes against the type.
    /// - Parameters:
    ///   - limit: bytes of memory that decoding may take.
    ///   - depth: how many messages lie around it already.
    /// - Returns: bytes of memory that decoding takes from an arena, at most.
    /// - Throws: INVALID_ARGUMENT naming the field's path ("incident.victims[0].actor: not UTF-8"), with
    ///   google.rpc.BadRequest in its details; RESOURCE_EXHAUSTED past `Limits.messageElements` or the limit.
    @discardableResult
    public static func validate(
        _ bytes: UnsafeRawBufferPointer,
        as descriptor: MessageDescriptor,
        limit: Int = Limits.decodedBytes,
        depth: Int = 0
    ) throws(Status) -> Int {
        var walk = MessageWalk(limit: limit)
        do throws(WireFault) {
            try walk.message(bytes, as: descriptor, depth: depth)
        } catch {
            guard !walk.path.isEmpty else { throw error.status(of: descriptor.shortName, memory: limit) }
            let path = walk.path.description
            var status = error.status(of: path, memory: limit)
            if status.code == .invalidArgument { status.encodedDetails = BadRequest.detail(path, error.text) }
            throw status
        }
        return walk.memory
    }
}
