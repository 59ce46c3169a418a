import CProtobufC
import DossierCore

/// Writes messages as proto3 JSON, reading protobuf-c's structures by their descriptors.
struct MessageJSONWriter {
    let options: MessageJSON.Options
    var json: JSONWriter
    /// Messages around the one at hand; those within an Any count too.
    var depth = 0

    init(_ options: MessageJSON.Options) {
        self.options = options
        json = JSONWriter(pretty: options.pretty)
    }

    mutating func message(_ message: UnsafePointer<ProtobufCMessage>) throws(FieldFault) {
        depth += 1
        defer { depth -= 1 }
        let descriptor = message.pointee.descriptor!
        switch WellKnownType(descriptor) {
        case .timestamp: try timestamp(message)
        case .duration: try duration(message)
        case .fieldMask: try fieldMask(message)
        case .any: try any(message)
        case nil:
            json.beginObject()
            try fields(message)
            json.endObject()
        }
    }

    /// The members of an object, without its braces.
    mutating func fields(_ message: UnsafePointer<ProtobufCMessage>) throws(FieldFault) {
        let descriptor = message.pointee.descriptor!
        for index in 0..<descriptor.fieldCount {
            let field = FieldStorage(descriptor.field(at: index), of: UnsafeRawPointer(message))
            guard field.isPresent || (options.emitDefaults && field.hasDefaultToShow) else { continue }
            let name = JSONName.camel(field.descriptor.name)
            json.name(name)
            if field.descriptor.isMap {
                try map(field, name)
            } else if field.descriptor.isRepeated {
                try elements(field, name)
            } else {
                do throws(FieldFault) {
                    try value(field.descriptor, at: field.value)
                } catch {
                    throw error.inside(name)
                }
            }
        }
    }

    private mutating func elements(_ field: FieldStorage, _ name: String) throws(FieldFault) {
        json.beginArray()
        for index in 0..<field.count {
            do throws(FieldFault) {
                try value(field.descriptor, at: field.element(index))
            } catch {
                throw error.inside(name, index: index)
            }
        }
        json.endArray()
    }

    mutating func value(_ field: FieldDescriptor, at memory: UnsafeRawPointer) throws(FieldFault) {
        switch field.kind {
        case .int32, .sint32, .sfixed32: json.literal(String(memory.load(as: Int32.self)))
        case .uint32, .fixed32: json.literal(String(memory.load(as: UInt32.self)))
        case .int64, .sint64, .sfixed64: json.string(String(memory.load(as: Int64.self)))
        case .uint64, .fixed64: json.string(String(memory.load(as: UInt64.self)))
        case .float: float(memory.load(as: Float.self))
        case .double: number(memory.load(as: Double.self))
        case .bool: json.literal(memory.load(as: Int32.self) == 0 ? "false" : "true")
        case .enumeration: enumeration(field.enumDescriptor, memory.load(as: Int32.self))
        case .string: text(memory.load(as: UnsafePointer<CChar>?.self))
        case .bytes: bytes(memory.load(as: ProtobufCBinaryData.self))
        case .message:
            guard let inner = memory.load(as: UnsafePointer<ProtobufCMessage>?.self) else {
                return json.literal("null")
            }
            try message(inner)
        }
    }

    private mutating func float(_ number: Float) {
        // The largest float's shortest digits, 3.4028235e38, are past the range for readers that go by doubles.
        if number.magnitude == .greatestFiniteMagnitude { self.number(Double(number)) } else { self.number(number) }
    }

    private mutating func number<Number: BinaryFloatingPoint & CustomStringConvertible>(_ number: Number) {
        if number.isNaN {
            json.string("NaN")
        } else if number.isInfinite {
            json.string(number < 0 ? "-Infinity" : "Infinity")
        } else {
            // The shortest digits that give the same number again.
            json.literal(number.description)
        }
    }

    private mutating func enumeration(_ descriptor: UnsafePointer<ProtobufCEnumDescriptor>, _ number: Int32) {
        if let name = protobuf_c_enum_descriptor_get_value(descriptor, number)?.pointee.name {
            json.string(name)
        } else {
            json.literal(String(number))
        }
    }

    mutating func text(_ text: UnsafePointer<CChar>?) {
        if let text { json.string(text) } else { json.string("") }
    }

    mutating func bytes(_ data: ProtobufCBinaryData) {
        json.string(Base64.encode(UnsafeRawBufferPointer(start: data.data, count: data.len)))
    }
}
