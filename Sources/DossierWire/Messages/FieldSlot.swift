import CProtobufC

/// A field of one message in protobuf-c's memory, to be filled.
struct FieldSlot {
    let descriptor: FieldDescriptor
    private let message: UnsafeMutablePointer<ProtobufCMessage>

    init(_ descriptor: FieldDescriptor, of message: UnsafeMutablePointer<ProtobufCMessage>) {
        self.descriptor = descriptor
        self.message = message
    }

    /// Where a singular field's value goes.
    var value: UnsafeMutableRawPointer { UnsafeMutableRawPointer(message) + Int(descriptor.pointee.offset) }

    /// The name of another member of the same oneof that is set already.
    var otherMemberSet: String? {
        guard descriptor.isOneofMember else { return nil }
        let number = quantifier.load(as: UInt32.self)
        guard number != 0 else { return nil }
        return protobuf_c_message_descriptor_get_field(message.pointee.descriptor, number)?.name
    }

    /// To be called once a singular field's value is in place.
    func markPresent() {
        if descriptor.isOneofMember {
            quantifier.storeBytes(of: descriptor.pointee.id, as: UInt32.self)
        } else if descriptor.pointee.quantifier_offset != 0 {
            quantifier.storeBytes(of: 1, as: Int32.self)
        }
    }

    /// Gives a repeated field its elements.
    func setElements(_ array: UnsafeMutableRawPointer, count: Int) {
        value.storeBytes(of: array, as: UnsafeMutableRawPointer.self)
        quantifier.storeBytes(of: count, as: Int.self)
    }

    private var quantifier: UnsafeMutableRawPointer {
        UnsafeMutableRawPointer(message) + Int(descriptor.pointee.quantifier_offset)
    }
}
