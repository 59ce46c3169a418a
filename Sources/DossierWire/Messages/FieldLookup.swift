import CProtobufC

/// Finds a message's fields by number, quickly when they come in their order.
struct FieldLookup {
    private let descriptor: MessageDescriptor
    /// Of the field found last.
    private(set) var index = 0

    init(_ descriptor: MessageDescriptor) { self.descriptor = descriptor }

    /// The field of that number; nil when the type has none.
    @inline(__always)
    mutating func field(_ number: UInt32) -> FieldDescriptor? {
        guard let fields = descriptor.pointee.fields else { return nil }
        let count = Int(descriptor.pointee.n_fields)
        for next in index..<min(index + 3, count) where fields[next].id == number {
            index = next
            return fields + next
        }
        guard let field = protobuf_c_message_descriptor_get_field(descriptor, number) else { return nil }
        index = field - fields
        return field
    }
}
