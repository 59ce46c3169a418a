/// The elements of a repeated message field, as protobuf-c holds them; borrowed from their message.
///
/// What is generic and called for each record is inlinable: in a module it would otherwise look its types up at each step.
public struct MessageList<Element>: Sequence, IteratorProtocol {
    @usableFromInline var position: UnsafeMutablePointer<UnsafeMutablePointer<Element>?>?
    @usableFromInline var left: Int

    /// From the field and its count.
    @inlinable
    public init(_ start: UnsafeMutablePointer<UnsafeMutablePointer<Element>?>?, _ count: Int) {
        position = start
        left = count
    }

    /// The next one; nil at the end.
    @inlinable
    public mutating func next() -> Element? {
        guard left > 0, let current = position else { return nil }
        left -= 1
        position = current + 1
        return current.pointee?.pointee
    }
}

/// The elements of a repeated string field.
public struct TextList: Sequence, IteratorProtocol {
    private var position: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    private var left: Int

    /// From the field and its count.
    public init(_ start: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: Int) {
        position = start
        left = count
    }

    /// The next one; nil at the end.
    public mutating func next() -> UnsafeMutablePointer<CChar>? {
        guard left > 0, let current = position else { return nil }
        left -= 1
        position = current + 1
        return current.pointee
    }
}
