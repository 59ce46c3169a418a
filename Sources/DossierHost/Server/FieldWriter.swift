import CProtobufC
import ModuleKit

/// Writes a message's fields by their names, in the order of the calls.
struct FieldWriter {
    private let descriptor: UnsafePointer<ProtobufCMessageDescriptor>
    private var writer = WireWriter()

    init(_ descriptor: UnsafePointer<ProtobufCMessageDescriptor>) { self.descriptor = descriptor }

    var bytes: [UInt8] { writer.bytes }

    mutating func text(_ field: String, _ value: String) { writer.bytes(number(field), value.utf8) }
    mutating func number(_ field: String, _ value: UInt64) { writer.varint(number(field), value) }
    mutating func bytes(_ field: String, _ value: [UInt8]) { writer.bytes(number(field), value) }
    mutating func message(_ field: String, _ value: [UInt8]) { writer.message(number(field), value) }
    mutating func time(_ field: String, _ value: Int64) { writer.timestamp(number(field), nanoseconds: value) }

    private func number(_ field: String) -> UInt32 {
        guard let found = protobuf_c_message_descriptor_get_field_by_name(descriptor, field) else {
            preconditionFailure("\(String(cString: descriptor.pointee.name)) has no field \(field)")
        }
        return found.pointee.id
    }
}
