import CProtobufC

/// The numbers of a message's fields by their names, for replies that are written field by field.
package struct FieldNumbers: Sendable {
    private let numbers: [String: UInt32]

    /// Of all fields of a message.
    package init(_ message: UnsafePointer<ProtobufCMessageDescriptor>) {
        let fields = UnsafeBufferPointer(start: message.pointee.fields, count: Int(message.pointee.n_fields))
        numbers = Dictionary(uniqueKeysWithValues: fields.map { (String(cString: $0.name), $0.id) })
    }

    /// The number of a field that the message has.
    package subscript(name: String) -> UInt32 {
        guard let number = numbers[name] else { preconditionFailure("there is no field \(name)") }
        return number
    }
}
