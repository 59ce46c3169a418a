import CProtobufC
import DossierCore

extension MessageJSONReader {
    /// A map: an object, which becomes a list of entries.
    func setEntries(_ slot: FieldSlot, _ member: JSONValue.Member, depth: Int) throws(FieldFault) {
        guard case .object(let entries) = member.value else {
            throw expected("an object", member.value).inside(member.name)
        }
        guard !entries.isEmpty else { return }
        let size = FieldKind.message.memorySize
        let array = try allocate(entries.count * size)
        for (index, entry) in entries.enumerated() {
            do throws(FieldFault) {
                let message = try self.entry(entry, slot.descriptor.messageDescriptor, depth: depth + 1)
                (array + index * size).storeBytes(of: message, as: UnsafeMutablePointer<ProtobufCMessage>.self)
            } catch {
                throw error.inside(entry.name).inside(member.name)
            }
        }
        slot.setElements(array, count: entries.count)
    }

    private func entry(
        _ entry: JSONValue.Member,
        _ type: MessageDescriptor,
        depth: Int
    ) throws(FieldFault) -> UnsafeMutablePointer<ProtobufCMessage> {
        guard depth <= Limits.messageDepth else { throw FieldFault(WireFault.tooDeep.text) }
        let message = try make(type)
        let key = FieldSlot(type.field(at: 0), of: message)
        try value(self.key(entry.name, key.descriptor.kind), of: key.descriptor, into: key.value, depth: depth)
        let value = FieldSlot(type.field(at: 1), of: message)
        try self.value(entry.value, of: value.descriptor, into: value.value, depth: depth)
        return message
    }

    /// Names are text: a key's own value.
    private func key(_ name: String, _ kind: FieldKind) -> JSONValue {
        guard kind == .bool, let bool = Bool(name) else { return .string(name) }
        return .bool(bool)
    }
}
