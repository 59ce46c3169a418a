/// Cuts a stream of bytes into frames: no I/O, no copy of a frame that arrived whole.
///
/// A frame that arrives in parts is put together in memory that grows as its bytes come, never ahead of them; one that
/// claims more than the limit is skipped as it arrives. Not `Copyable`, because it owns that memory.
struct FrameAssembler<Header: FrameHeader>: ~Copyable {
    /// What the bytes hold next.
    enum Event {
        /// A whole frame. The body is valid until the next call of `next`.
        case frame(Header, body: UnsafeRawBufferPointer)
        /// A frame whose body is longer than the limit: its header, once; the body is dropped as it comes.
        case oversized(Header)
    }

    private let limit: Int
    private var partial = PartialFrame()
    /// Bytes of an oversized body that are still to come.
    private var toSkip = 0

    /// Takes bodies up to this length.
    init(limit: Int) { self.limit = limit }

    /// Bytes of the frame that has begun.
    var partialBytes: Int { partial.count }

    /// A frame has begun and is not complete.
    var isMidFrame: Bool { toSkip > 0 || !partial.isEmpty }

    /// Begins anew, without memory.
    mutating func reset() {
        toSkip = 0
        partial.empty()
        partial.trim()
    }

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
        guard let header = Header(parsing: bytes) else { return putBy(&bytes) }
        let length = Int(header.length)
        if length > limit {
            _ = bytes.removeFirst(upTo: Header.size)
            return oversized(header)
        }
        guard bytes.count - Header.size >= length else { return putBy(&bytes) }
        _ = bytes.removeFirst(upTo: Header.size)
        return .frame(header, body: bytes.removeFirst(upTo: length))
    }

    /// Goes on with the frame that was put by: first to the end of its header, then to the end of its body.
    private mutating func completed(_ bytes: inout UnsafeRawBufferPointer) -> Event? {
        partial.fill(to: Header.size, from: &bytes)
        guard let header = Header(parsing: partial.bytes) else { return nil }
        let length = Int(header.length)
        if length > limit {
            partial.empty()
            return oversized(header)
        }
        partial.fill(to: Header.size + length, from: &bytes)
        guard partial.count == Header.size + length else { return nil }
        return .frame(header, body: UnsafeRawBufferPointer(rebasing: partial.empty()[Header.size...]))
    }

    private mutating func oversized(_ header: Header) -> Event {
        toSkip = Int(header.length)
        return .oversized(header)
    }

    private mutating func putBy(_ bytes: inout UnsafeRawBufferPointer) -> Event? {
        partial.fill(to: bytes.count, from: &bytes)
        return nil
    }
}
