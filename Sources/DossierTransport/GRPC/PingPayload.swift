/// The eight bytes of a PING, which come back with its answer (RFC 9113, 6.7).
struct PingPayload: Equatable {
    private let bits: UInt64

    /// Eight bytes as nghttp2 has them.
    init(_ bytes: (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8)) {
        bits = withUnsafeBytes(of: bytes) { $0.loadUnaligned(as: UInt64.self) }
    }

    /// Eight characters of ASCII.
    init(_ text: StaticString) {
        precondition(text.utf8CodeUnitCount == 8, "a PING carries eight bytes")
        bits = UnsafeRawPointer(text.utf8Start).loadUnaligned(as: UInt64.self)
    }

    /// Lends the bytes.
    func withBytes(_ body: (UnsafePointer<UInt8>) -> Void) {
        withUnsafeBytes(of: bits) { body($0.assumingMemoryBound(to: UInt8.self).baseAddress!) }
    }
}
