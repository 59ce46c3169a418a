/// What keeps a cursor from being sent with another query than its own.
extension Query {
    /// Bytes of a fingerprint.
    static let fingerprintBytes = 16

    /// Of filter, search and order.
    var fingerprint: [UInt8] {
        guard !(filter.isEmpty && text.isEmpty && order.isEmpty) else {
            return [UInt8](repeating: 0, count: Self.fingerprintBytes)
        }
        var bytes: [UInt8] = []
        for part in [filter, text, order] { bytes.pack([UInt8](part.utf8)) }
        return bytes.withUnsafeBytes { Sodium.hash($0, count: Self.fingerprintBytes) }
    }
}
