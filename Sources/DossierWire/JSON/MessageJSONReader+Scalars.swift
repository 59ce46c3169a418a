import CProtobufC
import DossierCore

extension MessageJSONReader {
    /// A value of four or eight bytes.
    func scalar(
        _ value: JSONValue,
        of field: FieldDescriptor,
        into memory: UnsafeMutableRawPointer
    ) throws(FieldFault) {
        switch field.kind {
        case .int32, .sint32, .sfixed32: memory.storeBytes(of: try integer(value), as: Int32.self)
        case .uint32, .fixed32: memory.storeBytes(of: try integer(value), as: UInt32.self)
        case .int64, .sint64, .sfixed64: memory.storeBytes(of: try integer(value), as: Int64.self)
        case .uint64, .fixed64: memory.storeBytes(of: try integer(value), as: UInt64.self)
        case .float: memory.storeBytes(of: try number(value), as: Float.self)
        case .double: memory.storeBytes(of: try number(value), as: Double.self)
        case .bool: memory.storeBytes(of: try bool(value) ? 1 : 0, as: Int32.self)
        case .enumeration: memory.storeBytes(of: try enumeration(value, field.enumDescriptor), as: Int32.self)
        case .string, .bytes, .message: preconditionFailure("not a scalar")
        }
    }

    func text(_ value: JSONValue) throws(FieldFault) -> String {
        guard case .string(let text) = value else { throw expected("a string", value) }
        return text
    }

    func bytes(_ value: JSONValue) throws(FieldFault) -> ProtobufCBinaryData {
        guard let bytes = Base64.decode(try text(value)) else { throw FieldFault("not Base64") }
        do throws(Status) {
            return try arena.bytes(bytes)
        } catch {
            throw FieldFault(error)
        }
    }

    private func integer<Integer: FixedWidthInteger>(_ value: JSONValue) throws(FieldFault) -> Integer {
        let digits: String
        switch value {
        case .number(let number): digits = number
        case .string(let text): digits = text
        default: throw expected("an integer", value)
        }
        guard let integer = DecimalInteger(digits)?.value(as: Integer.self) else {
            throw FieldFault("expected an integer from \(Integer.min) to \(Integer.max), found \(digits.prefix(40))")
        }
        return integer
    }

    private func number<Number: BinaryFloatingPoint & LosslessStringConvertible>(
        _ value: JSONValue
    ) throws(FieldFault) -> Number {
        let digits: String
        switch value {
        case .number(let number): digits = number
        case .string("NaN"): return .nan
        case .string("Infinity"): return .infinity
        case .string("-Infinity"): return -.infinity
        case .string(let text):
            guard JSONValue.isNumber(text) else { throw FieldFault("expected a number, found \"\(text.prefix(40))\"") }
            digits = text
        default: throw expected("a number", value)
        }
        guard let number = Number(digits), number.isFinite else {
            throw FieldFault("\(digits.prefix(40)) is out of range")
        }
        return number
    }

    private func bool(_ value: JSONValue) throws(FieldFault) -> Bool {
        guard case .bool(let bool) = value else { throw expected("true or false", value) }
        return bool
    }

    private func enumeration(
        _ value: JSONValue,
        _ descriptor: UnsafePointer<ProtobufCEnumDescriptor>
    ) throws(FieldFault) -> Int32 {
        guard case .string(let name) = value else {
            guard case .number = value else { throw expected("an enum's name or number", value) }
            return try integer(value)
        }
        guard let known = protobuf_c_enum_descriptor_get_value_by_name(descriptor, name) else {
            let names = (0..<Int(descriptor.pointee.n_value_names)).map {
                String(cString: descriptor.pointee.values_by_name[$0].name)
            }
            let type = String(cString: descriptor.pointee.short_name)
            throw FieldFault("\(type) has no value \"\(name.prefix(80))\"\(NearestName.hint(name, among: names))")
        }
        return known.pointee.value
    }
}
