import CProtobufC
import DossierWire

/// Compares types made at run time with those that protoc-c has made.
struct Twin {
    /// What differs, one line each.
    private(set) var differences: [String] = []
    private var seen: Set<String> = []

    /// Compares two types and all that they lead to.
    mutating func compare(_ made: MessageDescriptor, _ generated: MessageDescriptor) {
        let name = String(cString: generated.pointee.name)
        guard seen.insert(name).inserted else { return }
        let (left, right) = (made.pointee, generated.pointee)
        expect(text(left.name) == name && text(left.short_name) == text(right.short_name), "\(name): name")
        expect(text(left.package_name) == text(right.package_name), "\(name): package")
        expect(left.magic == right.magic && left.n_fields == right.n_fields, "\(name): magic or number of fields")
        guard left.n_fields == right.n_fields, left.n_fields > 0 else { return }
        for index in 0..<Int(left.n_fields) {
            compare(left.fields[index], right.fields[index], in: name)
            expect(left.fields_sorted_by_name[index] == right.fields_sorted_by_name[index], "\(name): order by name")
        }
        compareRanges(left.n_field_ranges, left.field_ranges, right.n_field_ranges, right.field_ranges, name)
    }

    private mutating func compare(
        _ left: ProtobufCFieldDescriptor,
        _ right: ProtobufCFieldDescriptor,
        in message: String
    ) {
        let name = "\(message).\(text(right.name))"
        expect(text(left.name) == text(right.name) && left.id == right.id, "\(name): name or number")
        expect(left.label == right.label && left.type == right.type, "\(name): label or type")
        expect(left.flags == right.flags, "\(name): flags \(left.flags), not \(right.flags)")
        expect((left.quantifier_offset == 0) == (right.quantifier_offset == 0), "\(name): quantifier")
        guard left.type == right.type else { return }
        switch right.type {
        case PROTOBUF_C_TYPE_MESSAGE:
            compare(
                left.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self),
                right.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
            )
        case PROTOBUF_C_TYPE_ENUM:
            compare(
                left.descriptor.assumingMemoryBound(to: ProtobufCEnumDescriptor.self).pointee,
                right.descriptor.assumingMemoryBound(to: ProtobufCEnumDescriptor.self).pointee
            )
        default: break
        }
    }

    private mutating func compare(_ left: ProtobufCEnumDescriptor, _ right: ProtobufCEnumDescriptor) {
        let name = text(right.name)
        expect(text(left.name) == name && text(left.short_name) == text(right.short_name), "\(name): name")
        expect(left.magic == right.magic && text(left.package_name) == text(right.package_name), "\(name): package")
        expect(left.n_values == right.n_values && left.n_value_names == right.n_value_names, "\(name): counts")
        guard left.n_values == right.n_values, left.n_value_names == right.n_value_names else { return }
        for index in 0..<Int(left.n_values) {
            let (a, b) = (left.values[index], right.values[index])
            expect(text(a.name) == text(b.name) && a.value == b.value, "\(name): value \(index)")
        }
        for index in 0..<Int(left.n_value_names) {
            let (a, b) = (left.values_by_name[index], right.values_by_name[index])
            expect(text(a.name) == text(b.name) && a.index == b.index, "\(name): name \(index)")
        }
        compareRanges(left.n_value_ranges, left.value_ranges, right.n_value_ranges, right.value_ranges, name)
    }

    private mutating func compareRanges(
        _ leftCount: UInt32,
        _ left: UnsafePointer<ProtobufCIntRange>,
        _ rightCount: UInt32,
        _ right: UnsafePointer<ProtobufCIntRange>,
        _ name: String
    ) {
        guard leftCount == rightCount else { return expect(false, "\(name): number of ranges") }
        for index in 0...Int(leftCount) {
            let (a, b) = (left[index], right[index])
            expect(a.start_value == b.start_value && a.orig_index == b.orig_index, "\(name): range \(index)")
        }
    }

    private mutating func expect(_ holds: Bool, _ difference: String) {
        if !holds { differences.append(difference) }
    }

    private func text(_ text: UnsafePointer<CChar>) -> String { String(cString: text) }
}
