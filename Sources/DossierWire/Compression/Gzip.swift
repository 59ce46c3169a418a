import CZlib
import DossierCore

/// gzip (RFC 1952), by zlib.
public enum Gzip {
    /// Why bytes were not inflated.
    public enum Fault: Error {
        /// They are not gzip, or cut short, or more follows.
        case malformed
        /// They hold more than the limit; inflating has stopped there.
        case tooLarge
        /// There is no memory for it.
        case outOfMemory
    }

    /// What the bytes hold, if it is at most `limit` bytes.
    public static func inflate(_ bytes: UnsafeRawBufferPointer, limit: Int) throws(Fault) -> [UInt8] {
        let stream = ZStream(reading: bytes)
        guard stream.beginInflating() else { throw .outOfMemory }
        defer { stream.endInflating() }
        // One byte more than is allowed tells that there is more.
        var output = [UInt8](repeating: 0, count: min(limit + 1, max(1_024, 4 * bytes.count)))
        while true {
            let result = stream.inflate(into: &output)
            let count = stream.written
            guard count <= limit else { throw .tooLarge }
            switch result {
            case Z_STREAM_END where stream.isAtEnd:
                output.removeSubrange(count...)
                return output
            case Z_OK where count == output.count, Z_BUF_ERROR where count == output.count:
                output += [UInt8](repeating: 0, count: min(limit + 1, 2 * count) - count)
            case Z_MEM_ERROR: throw .outOfMemory
            default: throw .malformed
            }
        }
    }

    /// The bytes, compressed for speed; nil when there is no memory for it.
    public static func deflate(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        let stream = ZStream(reading: bytes)
        guard stream.beginDeflating() else { return nil }
        defer { stream.endDeflating() }
        var output = [UInt8](repeating: 0, count: stream.deflatedSize(of: bytes.count))
        guard stream.deflate(into: &output) == Z_STREAM_END else { return nil }
        output.removeSubrange(stream.written...)
        return output
    }
}
