import CProtobufC
import DossierCore

extension Arena {
    /// A message with its defaults, made by the function that protoc-c generates: `arena.make(x__init)`.
    /// - Throws: RESOURCE_EXHAUSTED past the arena's limit.
    public func make<Body>(
        _ initialize: (UnsafeMutablePointer<Body>?) -> Void
    ) throws(Status) -> UnsafeMutablePointer<Body> {
        let memory = try memory(byteCount: MemoryLayout<Body>.size)
        let body = memory.bindMemory(to: Body.self, capacity: 1)
        initialize(body)
        return body
    }

    /// A message with its defaults, of a type known by its descriptor only.
    /// - Throws: RESOURCE_EXHAUSTED past the arena's limit.
    public func make(_ descriptor: MessageDescriptor) throws(Status) -> UnsafeMutablePointer<ProtobufCMessage> {
        let size = descriptor.pointee.sizeof_message
        let memory = try memory(byteCount: size)
        guard descriptor.pointee.message_init != nil else {
            // A type of a DescriptorPool: its defaults are zeros.
            memory.initializeMemory(as: UInt8.self, repeating: 0, count: size)
            let message = memory.assumingMemoryBound(to: ProtobufCMessage.self)
            message.pointee.descriptor = descriptor
            return message
        }
        protobuf_c_message_init(descriptor, memory)
        return memory.assumingMemoryBound(to: ProtobufCMessage.self)
    }

    /// A C string with the text's UTF-8.
    /// - Throws: INVALID_ARGUMENT for a zero byte, at which C would cut it; RESOURCE_EXHAUSTED past the limit.
    public func string(_ text: String) throws(Status) -> UnsafeMutablePointer<CChar> {
        guard !text.utf8.contains(0) else { throw Status(.invalidArgument, "text \(WireFault.zeroByte.text)") }
        let count = text.utf8.count
        let memory = try memory(byteCount: count + 1)
        let bytes = UnsafeMutableRawBufferPointer(start: memory, count: count + 1)
        bytes.copyBytes(from: text.utf8)
        bytes[count] = 0
        return memory.bindMemory(to: CChar.self, capacity: count + 1)
    }

    /// A copy of bytes, as a field of type bytes holds them.
    /// - Throws: RESOURCE_EXHAUSTED past the arena's limit.
    public func bytes(_ bytes: [UInt8]) throws(Status) -> ProtobufCBinaryData {
        guard !bytes.isEmpty else { return ProtobufCBinaryData(len: 0, data: nil) }
        return ProtobufCBinaryData(len: bytes.count, data: try array(bytes))
    }

    /// A copy of the elements, as a repeated field holds them; nil for none.
    /// - Throws: RESOURCE_EXHAUSTED past the arena's limit.
    public func array<Element: BitwiseCopyable>(
        _ elements: [Element]
    ) throws(Status) -> UnsafeMutablePointer<Element>? {
        guard !elements.isEmpty else { return nil }
        let memory = try memory(byteCount: elements.count * MemoryLayout<Element>.stride)
        let copy = memory.bindMemory(to: Element.self, capacity: elements.count)
        copy.initialize(from: elements, count: elements.count)
        return copy
    }

    /// The descriptor of the type that a generated function initializes.
    func descriptor<Body>(_ initialize: (UnsafeMutablePointer<Body>?) -> Void) throws(Status) -> MessageDescriptor {
        let defaults = try make(initialize)
        return UnsafeRawPointer(defaults).assumingMemoryBound(to: ProtobufCMessage.self).pointee.descriptor
    }

    /// As `allocate`, for those who cannot go on without.
    func memory(byteCount: Int) throws(Status) -> UnsafeMutableRawPointer {
        guard let memory = allocate(byteCount: byteCount) else {
            throw Status(.resourceExhausted, "a message takes more than \(limit) bytes of memory")
        }
        return memory
    }
}
