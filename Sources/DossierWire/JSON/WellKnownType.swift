import CProtobufC

/// Types that proto3 JSON writes in a form of their own.
enum WellKnownType {
    case timestamp
    case fieldMask
    case any

    /// By full name, not by address: every module carries descriptors of its own.
    init?(_ descriptor: MessageDescriptor) {
        guard Self.equal(descriptor.pointee.package_name, "google.protobuf") else { return nil }
        if Self.equal(descriptor.pointee.name, "google.protobuf.Timestamp") {
            self = .timestamp
        } else if Self.equal(descriptor.pointee.name, "google.protobuf.FieldMask") {
            self = .fieldMask
        } else if Self.equal(descriptor.pointee.name, "google.protobuf.Any") {
            self = .any
        } else {
            return nil
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
