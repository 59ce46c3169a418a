import CDossierProtos
import CProtobufC
import DossierCore
import Glibc

/// What holds for every resource: known enum values, bounded texts and lists, and parts that make sense.
enum ShapeCheck {
    static func check(_ message: UnsafePointer<ProtobufCMessage>, at path: String, in violations: Violations) {
        let descriptor = message.pointee.descriptor!
        for index in 0..<Int(descriptor.pointee.n_fields) {
            let field = FieldRef(descriptor.pointee.fields + index)
            check(field, of: UnsafeRawPointer(message), at: path, in: violations)
        }
        checkPart(UnsafeRawPointer(message), descriptor, at: path, in: violations)
    }

    /// What types.proto says of the messages that every resource can hold.
    private static func checkPart(
        _ message: UnsafeRawPointer,
        _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
        at path: String,
        in violations: Violations
    ) {
        let check = FieldCheck(path: path, violations: violations)
        switch descriptor {
        case dossier__v1__fuzzy_time__type():
            let time = message.assumingMemoryBound(to: Dossier__V1__FuzzyTime.self).pointee
            FuzzyTimeCheck.check(time, at: path, in: violations)
        case dossier__v1__label__type():
            let label = message.assumingMemoryBound(to: Dossier__V1__Label.self).pointee
            check.required(label.key, "key")
        case dossier__v1__external_ref__type():
            let reference = message.assumingMemoryBound(to: Dossier__V1__ExternalRef.self).pointee
            check.required(reference.source, "source")
        default: break
        }
    }

    private static func check(
        _ field: FieldRef,
        of message: UnsafeRawPointer,
        at path: String,
        in violations: Violations
    ) {
        let name = { "\(path).\(field.name)" }
        if field.isRepeated {
            let count = field.count(in: message)
            guard count <= Limits.listElements else {
                return violations.add(name(), "has \(count) elements; at most \(Limits.listElements) are taken")
            }
            for index in 0..<count { checkElement(field, index, of: message, at: name, in: violations) }
        } else if !field.isOneofMember || field.oneofCase(in: message) == field.number {
            checkValue(field, message + field.offset, at: name, in: violations)
        }
    }

    private static func checkElement(
        _ field: FieldRef,
        _ index: Int,
        of message: UnsafeRawPointer,
        at name: () -> String,
        in violations: Violations
    ) {
        guard let start = field.value(UnsafeRawPointer?.self, in: message) else { return }
        checkValue(field, start + index * field.elementSize, at: { "\(name())[\(index)]" }, in: violations)
    }

    private static func checkValue(
        _ field: FieldRef,
        _ value: UnsafeRawPointer,
        at name: () -> String,
        in violations: Violations
    ) {
        switch field.type {
        case PROTOBUF_C_TYPE_STRING:
            guard let text = value.load(as: UnsafePointer<CChar>?.self) else { return }
            let length = strlen(text)
            if length > Limits.textBytes {
                violations.add(name(), "has \(length) bytes; at most \(Limits.textBytes) are taken")
            }
        case PROTOBUF_C_TYPE_ENUM:
            let number = value.load(as: Int32.self)
            if number == 0, field.isRepeated {
                violations.add(name(), "must not be unspecified: leave it out")
            } else if protobuf_c_enum_descriptor_get_value(field.enumDescriptor, number) == nil {
                violations.add(name(), "\(number) is not a known value")
            }
        case PROTOBUF_C_TYPE_MESSAGE:
            guard let inner = value.load(as: UnsafePointer<ProtobufCMessage>?.self) else { return }
            check(inner, at: name(), in: violations)
        default: break
        }
    }
}
