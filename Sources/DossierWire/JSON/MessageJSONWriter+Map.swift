import CProtobufC
import DossierCore

extension MessageJSONWriter {
    /// A map, which lies in memory as a list of entries: an object. Of entries with one key the last counts.
    mutating func map(_ field: FieldStorage, _ name: String) throws(FieldFault) {
        // On the wire an entry is a message.
        depth += 1
        defer { depth -= 1 }
        let type = field.descriptor.messageDescriptor
        var keys: [String] = []
        var last: [String: Int] = [:]
        for index in 0..<field.count {
            let key = FieldStorage(type.field(at: 0), of: entry(field, index))
            keys.append(Self.key(key))
            last[keys[index]] = index
        }
        json.beginObject()
        for index in 0..<field.count where last[keys[index]] == index {
            let value = FieldStorage(type.field(at: 1), of: entry(field, index))
            json.name(keys[index])
            do throws(FieldFault) {
                try self.value(value.descriptor, at: value.value)
            } catch {
                throw error.inside(keys[index]).inside(name)
            }
        }
        json.endObject()
    }

    private func entry(_ field: FieldStorage, _ index: Int) -> UnsafeRawPointer {
        field.element(index).load(as: UnsafeRawPointer.self)
    }

    private static func key(_ key: FieldStorage) -> String {
        switch key.descriptor.kind {
        case .int32, .sint32, .sfixed32: String(key.value.load(as: Int32.self))
        case .uint32, .fixed32: String(key.value.load(as: UInt32.self))
        case .int64, .sint64, .sfixed64: String(key.value.load(as: Int64.self))
        case .uint64, .fixed64: String(key.value.load(as: UInt64.self))
        case .bool: key.value.load(as: Int32.self) == 0 ? "false" : "true"
        default: key.value.load(as: UnsafePointer<CChar>?.self).map { String(cString: $0) } ?? ""
        }
    }
}
