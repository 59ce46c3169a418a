/// An input in pieces, as a network may deliver it: the first byte says how the rest is cut; 0: not at all.
struct Pieces: Sequence, IteratorProtocol {
    /// All of it.
    let whole: UnsafeRawBufferPointer
    private var rest: UnsafeRawBufferPointer
    private var state: UInt8

    init(_ input: UnsafeRawBufferPointer) {
        state = input.first ?? 0
        whole = UnsafeRawBufferPointer(rebasing: input.dropFirst())
        rest = whole
    }

    mutating func next() -> UnsafeRawBufferPointer? {
        guard !rest.isEmpty else { return nil }
        let count = state == 0 ? rest.count : Swift.min(rest.count, 1 + Int(state % 37))
        // Goes through all numbers but 0.
        if state != 0 { state = state &* 5 &+ 7 | 1 }
        defer { rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count)) }
        return UnsafeRawBufferPointer(rebasing: rest.prefix(count))
    }
}
