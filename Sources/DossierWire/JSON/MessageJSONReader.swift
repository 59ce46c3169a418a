import CProtobufC
import DossierCore

/// Makes messages of proto3 JSON, filling protobuf-c's structures by their descriptors.
struct MessageJSONReader {
    let arena: Arena
    let types: MessageTypes

    func message(
        _ value: JSONValue,
        as descriptor: MessageDescriptor,
        depth: Int
    ) throws(FieldFault) -> UnsafeMutablePointer<ProtobufCMessage> {
        guard depth <= Limits.messageDepth else { throw FieldFault(WireFault.tooDeep.text) }
        switch WellKnownType(descriptor) {
        case .timestamp: return try timestamp(value, descriptor)
        case .duration: return try duration(value, descriptor)
        case .fieldMask: return try fieldMask(value, descriptor)
        case .any: return try any(value, descriptor, depth: depth)
        case nil:
            guard case .object(let members) = value else { throw expected("an object", value) }
            let message = try make(descriptor)
            try fill(message, from: members, depth: depth)
            return message
        }
    }

    /// Sets the fields that the members name.
    func fill(
        _ message: UnsafeMutablePointer<ProtobufCMessage>,
        from members: [JSONValue.Member],
        depth: Int
    ) throws(FieldFault) {
        let descriptor = message.pointee.descriptor!
        var seen = [Bool](repeating: false, count: descriptor.fieldCount)
        for member in members {
            guard let field = descriptor.field(jsonName: member.name) else {
                throw unknownField(member.name, descriptor).inside(member.name)
            }
            let index = field - descriptor.pointee.fields
            guard !seen[index] else {
                throw FieldFault("given twice, as \"\(JSONName.camel(field.name))\" and as \"\(field.name)\"").inside(
                    member.name
                )
            }
            seen[index] = true
            if member.value == .null { continue }
            try set(FieldSlot(field, of: message), member, depth: depth)
        }
    }

    private func set(_ slot: FieldSlot, _ member: JSONValue.Member, depth: Int) throws(FieldFault) {
        if slot.descriptor.isMap { return try setEntries(slot, member, depth: depth) }
        if slot.descriptor.isRepeated { return try setElements(slot, member, depth: depth) }
        do throws(FieldFault) {
            if let other = slot.otherMemberSet {
                throw FieldFault("only one of \"\(JSONName.camel(other))\" and this can be set")
            }
            try self.value(member.value, of: slot.descriptor, into: slot.value, depth: depth)
            slot.markPresent()
        } catch {
            throw error.inside(member.name)
        }
    }

    private func setElements(_ slot: FieldSlot, _ member: JSONValue.Member, depth: Int) throws(FieldFault) {
        guard case .array(let elements) = member.value else {
            throw expected("an array", member.value).inside(member.name)
        }
        guard !elements.isEmpty else { return }
        let size = slot.descriptor.kind.memorySize
        let array = try allocate(elements.count * size)
        for (index, element) in elements.enumerated() {
            do throws(FieldFault) {
                try value(element, of: slot.descriptor, into: array + index * size, depth: depth)
            } catch {
                throw error.inside(member.name, index: index)
            }
        }
        slot.setElements(array, count: elements.count)
    }

    func value(
        _ value: JSONValue,
        of field: FieldDescriptor,
        into memory: UnsafeMutableRawPointer,
        depth: Int
    ) throws(FieldFault) {
        switch field.kind {
        case .message: memory.storeBytes(of: try message(value, as: field.messageDescriptor, depth: depth + 1))
        case .string: memory.storeBytes(of: try string(text(value)))
        case .bytes: memory.storeBytes(of: try bytes(value))
        default: try scalar(value, of: field, into: memory)
        }
    }

    func expected(_ what: String, _ value: JSONValue) -> FieldFault {
        FieldFault("expected \(what), found \(value.kindName)")
    }

    private func unknownField(_ name: String, _ descriptor: MessageDescriptor) -> FieldFault {
        let known = (0..<descriptor.fieldCount).map { JSONName.camel(descriptor.field(at: $0).name) }
        return FieldFault("no such field in \(descriptor.shortName)\(NearestName.hint(name, among: known))")
    }
}

extension UnsafeMutableRawPointer {
    fileprivate func storeBytes<Value: BitwiseCopyable>(of value: Value) { storeBytes(of: value, as: Value.self) }
}

extension UnsafePointer<ProtobufCMessageDescriptor> {
    /// The field of that name: in lowerCamelCase, or as the .proto file has it.
    fileprivate func field(jsonName name: String) -> FieldDescriptor? {
        for index in 0..<fieldCount {
            let field = field(at: index)
            guard let known = field.pointee.name else { continue }
            if JSONName.matches(known, name) || name == String(cString: known) { return field }
        }
        return nil
    }
}
