/// Letters and digits that follow each other, perhaps joined by connectors.
struct WordRun {
    /// Folded, UTF-8, without the connectors.
    private(set) var bytes: [UInt8] = []
    /// Where a part begins: at a connector, or where letters and digits meet.
    private var partStarts: [Int] = []
    /// Where a piece between connectors begins.
    private var pieceStarts: [Int] = []
    private(set) var hasDigit = false
    private var endsInDigit = false
    /// A connector came last.
    private(set) var isConnected = false

    var isEmpty: Bool { bytes.isEmpty }

    var parts: [Range<Int>] { ranges(partStarts) }

    var pieces: [Range<Int>] { ranges(pieceStarts) }

    mutating func append(_ scalar: Unicode.Scalar, isDigit: Bool) {
        if isEmpty || isConnected { pieceStarts.append(bytes.count) }
        if isEmpty || isConnected || isDigit != endsInDigit { partStarts.append(bytes.count) }
        Folding.append(scalar, to: &bytes)
        hasDigit = hasDigit || isDigit
        endsInDigit = isDigit
        isConnected = false
    }

    /// A connector, which counts when something stands before it.
    mutating func connect() { isConnected = !isEmpty }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        partStarts.removeAll(keepingCapacity: true)
        pieceStarts.removeAll(keepingCapacity: true)
        hasDigit = false
        isConnected = false
    }

    private func ranges(_ starts: [Int]) -> [Range<Int>] {
        starts.indices.map { starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : bytes.count) }
    }
}
