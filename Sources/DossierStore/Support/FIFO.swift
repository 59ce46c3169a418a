/// What comes first goes first. The room of those that have gone is used again when they are half of all.
struct FIFO<Element> {
    /// Those before `head` have gone.
    private var elements: [Element] = []
    private var head = 0

    var count: Int { elements.count - head }

    var isEmpty: Bool { count == 0 }

    var first: Element? { isEmpty ? nil : elements[head] }

    mutating func append(_ element: Element) { elements.append(element) }

    mutating func popFirst() -> Element? {
        guard let first else { return nil }
        head += 1
        if head * 2 >= elements.count {
            elements.removeSubrange(..<head)
            head = 0
        }
        return first
    }
}
