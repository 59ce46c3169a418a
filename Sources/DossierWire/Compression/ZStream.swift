import CZlib

/// A z_stream at one place in memory: zlib refuses one that has moved. It reads bytes that it borrows.
struct ZStream: ~Copyable {
    /// zlib's: gzip with the largest window.
    private static let windowBits = MAX_WBITS + 16
    private static let memoryLevel: Int32 = 8
    private static let size = Int32(MemoryLayout<z_stream>.size)

    private let stream: UnsafeMutablePointer<z_stream>

    init(reading bytes: UnsafeRawBufferPointer) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // zlib's type says that it writes there; it does not.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = uInt(bytes.count)
    }

    deinit { stream.deallocate() }

    /// False when there is no memory for it.
    func beginInflating() -> Bool { inflateInit2_(stream, Self.windowBits, ZLIB_VERSION, Self.size) == Z_OK }

    func endInflating() { inflateEnd(stream) }

    /// False when there is no memory for it.
    func beginDeflating() -> Bool {
        deflateInit2_(
            stream,
            Z_BEST_SPEED,
            Z_DEFLATED,
            Self.windowBits,
            Self.memoryLevel,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Self.size
        ) == Z_OK
    }

    func endDeflating() { deflateEnd(stream) }

    /// The most that so many bytes can become.
    func deflatedSize(of count: Int) -> Int { Int(deflateBound(stream, uLong(count))) }

    /// Bytes written so far.
    var written: Int { Int(stream.pointee.total_out) }

    /// All bytes have been read.
    var isAtEnd: Bool { stream.pointee.avail_in == 0 }

    /// Goes on behind what the output holds already; zlib's result.
    func inflate(into output: inout [UInt8]) -> Int32 { fill(&output) { CZlib.inflate($0, Z_NO_FLUSH) } }

    /// All at once; zlib's result.
    func deflate(into output: inout [UInt8]) -> Int32 { fill(&output) { CZlib.deflate($0, Z_FINISH) } }

    private func fill(_ output: inout [UInt8], _ step: (UnsafeMutablePointer<z_stream>) -> Int32) -> Int32 {
        let start = written
        return output.withUnsafeMutableBufferPointer { memory in
            stream.pointee.next_out = memory.baseAddress! + start
            stream.pointee.avail_out = uInt(memory.count - start)
            return step(stream)
        }
    }
}
