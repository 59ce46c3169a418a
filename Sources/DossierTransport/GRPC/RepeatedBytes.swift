import DossierCore
import Glibc

/// A value that comes with each request and mostly is what it was with the one before: then its bytes are kept, not
/// copied again.
struct RepeatedBytes {
    private var bytes: [UInt8] = []
    /// It has come with this request.
    private var isHere = false

    /// Waits for the next request's.
    mutating func reset() { isHere = false }

    /// Takes this request's.
    mutating func take(_ value: UnsafeRawBufferPointer) {
        isHere = true
        let isSame = bytes.withUnsafeBytes { bytes in
            bytes.count == value.count
                && (value.isEmpty || memcmp(bytes.baseAddress!, value.baseAddress!, value.count) == 0)
        }
        if !isSame { bytes = Array(value) }
    }

    /// Lends them; none when it has not come.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws(Status) -> Result) throws(Status) -> Result {
        guard isHere else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        return try bytes.span.bytes.withUnsafeBytes { (bytes) throws(Status) in try body(bytes) }
    }

    /// As text.
    var text: String { isHere ? String(decoding: bytes, as: UTF8.self) : "" }
}
