import CProtobufC

/// Types that proto3 JSON writes in a form of their own.
enum WellKnownType {
    case timestamp
    case duration
    case fieldMask
    case any

    /// The member of an Any that holds bytes, as Base64, whose fields cannot be shown. No field has such a name, so a type
    /// that has become known since then does not change what it means.
    static let encodedBytes = "@value"

    /// By full name, not by address: every module carries descriptors of its own.
    init?(_ descriptor: MessageDescriptor) {
        guard Self.equal(descriptor.pointee.package_name, "google.protobuf") else { return nil }
        if Self.equal(descriptor.pointee.name, "google.protobuf.Timestamp") {
            self = .timestamp
        } else if Self.equal(descriptor.pointee.name, "google.protobuf.Duration") {
            self = .duration
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
