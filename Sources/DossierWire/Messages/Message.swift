import CProtobufC
import DossierCore

/// A message together with the memory it lives in, for clients and tests: `message.pointee.title`.
///
/// Made with the function that protoc-c generates for its type: `try Message(dossier__v1__incident__init)`.
/// Parts hung into it must come from its own `arena`. Its pointers are good as long as the object: hold it in a
/// variable, never read through a temporary. One thread at a time.
public final class Message<Body> {
    /// The generated function that fills in a type's defaults.
    public typealias Initializer = (UnsafeMutablePointer<Body>?) -> Void

    /// Where the message and its parts live.
    public let arena: Arena
    /// The message; valid as long as this object.
    public let pointer: UnsafeMutablePointer<Body>

    /// A message with its defaults.
    /// - Throws: RESOURCE_EXHAUSTED when its structure alone exceeds the limit.
    public init(_ initialize: Initializer, limit: Int = Limits.decodedBytes) throws(Status) {
        arena = Arena(limit: limit)
        pointer = try arena.make(initialize)
    }

    /// A message from its encoded bytes.
    /// - Throws: as `MessageDecoder.decode`.
    public convenience init(
        _ initialize: Initializer,
        decoding bytes: UnsafeRawBufferPointer,
        limit: Int = Limits.decodedBytes
    ) throws(Status) {
        let arena = Arena(limit: limit)
        let descriptor = try arena.descriptor(initialize)
        self.init(arena: arena, message: try MessageDecoder.decode(bytes, as: descriptor, in: arena))
    }

    /// A message from its encoded bytes.
    /// - Throws: as `MessageDecoder.decode`.
    public convenience init(
        _ initialize: Initializer,
        decoding bytes: [UInt8],
        limit: Int = Limits.decodedBytes
    ) throws(Status) {
        let arena = Arena(limit: limit)
        let descriptor = try arena.descriptor(initialize)
        let message = try bytes.span.bytes.withUnsafeBytes { (bytes) throws(Status) in
            try MessageDecoder.decode(bytes, as: descriptor, in: arena)
        }
        self.init(arena: arena, message: message)
    }

    /// Takes over a message of this type that was made in the arena.
    init(arena: Arena, message: UnsafeMutablePointer<ProtobufCMessage>) {
        self.arena = arena
        pointer = UnsafeMutableRawPointer(message).assumingMemoryBound(to: Body.self)
    }

    /// Its fields.
    public var pointee: Body {
        get { pointer.pointee }
        _modify { yield &pointer.pointee }
    }

    /// As protobuf-c's functions take it.
    public var base: UnsafeMutablePointer<ProtobufCMessage> {
        UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: ProtobufCMessage.self)
    }

    /// Its type.
    public var descriptor: MessageDescriptor { base.pointee.descriptor }

    /// Its bytes.
    public func encode() -> [UInt8] { MessageEncoder.encode(base) }
}
