import DossierWire

/// Cuts a stream of bytes into frames: no I/O, no copy of a frame that arrived whole.
///
/// A frame that arrives in parts is put together in memory that grows as its bytes come, never ahead of them; one that
/// claims more than the limit is skipped as it arrives. Not `Copyable`, because it owns that memory.
struct FrameAssembler: ~Copyable {
    /// What the bytes hold next.
    enum Event {
        /// A whole frame. The body is valid until the next call of `next`.
        case frame(TTRPC.FrameHeader, body: UnsafeRawBufferPointer)
        /// A frame whose body is longer than the limit: its header, once; the body is dropped as it comes.
        case oversized(TTRPC.FrameHeader)
    }

    private static let headerSize = TTRPC.FrameHeader.size

    private let limit: Int
    private var partial = PartialFrame()
    /// Bytes of an oversized body that are still to come.
    private var toSkip = 0

    /// Takes bodies up to this length.
    init(limit: Int) { self.limit = limit }

    /// A frame has begun and is not complete.
    var isMidFrame: Bool { toSkip > 0 || !partial.isEmpty }

    /// The next event; nil when the bytes are used up, the beginning of a frame having been put by.
    /// - Parameter bytes: what has arrived; shortened by what was used.
    mutating func next(_ bytes: inout UnsafeRawBufferPointer) -> Event? {
        if toSkip > 0 {
            toSkip -= bytes.removeFirst(upTo: toSkip).count
            if toSkip > 0 { return nil }
        }
        if !partial.isEmpty { return completed(&bytes) }
        partial.trim()
        return inPlace(&bytes)
    }

    private mutating func inPlace(_ bytes: inout UnsafeRawBufferPointer) -> Event? {
        guard let header = TTRPC.FrameHeader(parsing: bytes) else { return putBy(&bytes) }
        let length = Int(header.length)
        if length > limit {
            _ = bytes.removeFirst(upTo: Self.headerSize)
            return oversized(header)
        }
        guard bytes.count - Self.headerSize >= length else { return putBy(&bytes) }
        _ = bytes.removeFirst(upTo: Self.headerSize)
        return .frame(header, body: bytes.removeFirst(upTo: length))
    }

    /// Goes on with the frame that was put by: first to the end of its header, then to the end of its body.
    private mutating func completed(_ bytes: inout UnsafeRawBufferPointer) -> Event? {
        partial.fill(to: Self.headerSize, from: &bytes)
        guard let header = TTRPC.FrameHeader(parsing: partial.bytes) else { return nil }
        let length = Int(header.length)
        if length > limit {
            partial.empty()
            return oversized(header)
        }
        partial.fill(to: Self.headerSize + length, from: &bytes)
        guard partial.count == Self.headerSize + length else { return nil }
        return .frame(header, body: UnsafeRawBufferPointer(rebasing: partial.empty()[Self.headerSize...]))
    }

    private mutating func oversized(_ header: TTRPC.FrameHeader) -> Event {
        toSkip = Int(header.length)
        return .oversized(header)
    }

    private mutating func putBy(_ bytes: inout UnsafeRawBufferPointer) -> Event? {
        partial.fill(to: bytes.count, from: &bytes)
        return nil
    }
}
