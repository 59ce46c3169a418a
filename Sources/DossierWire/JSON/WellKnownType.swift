import CProtobufC

/// Types that proto3 JSON writes in a form of their own.
enum WellKnownType {
    case timestamp
    case fieldMask
    case any

    /// By full name, not by address: every module carries descriptors of its own.
    init?(_ descriptor: MessageDescriptor) {
        guard Self.equal(descriptor.pointee.package_name, "google.protobuf") else { return nil }
        switch descriptor.shortName {
        case "Timestamp": self = .timestamp
        case "FieldMask": self = .fieldMask
        case "Any": self = .any
        default: return nil
        }
    }

    private static func equal(_ name: UnsafePointer<CChar>?, _ expected: StaticString) -> Bool {
        guard let name else { return false }
        for index in 0...expected.utf8CodeUnitCount {
            // A static string ends with a zero byte too.
            guard UInt8(bitPattern: name[index]) == expected.utf8Start[index] else { return false }
        }
        return true
    }
}
