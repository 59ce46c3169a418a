/// Where days stand on a drawing. Long stretches in which nothing begins or ends are folded, so that busy days have room.
struct TimeAxis {
    /// A stretch between two days, and where it is drawn.
    struct Stretch {
        let days: Range<Int>
        let isFolded: Bool
        fileprivate(set) var x: ClosedRange<Double>

        var pointsPerDay: Double { (x.upperBound - x.lowerBound) / Double(days.count) }
    }

    private static let foldWidth = 60.0
    private static let mostFolds = 8
    /// A stretch is folded when it takes more than this part of what is not folded yet.
    private static let foldedPart = 0.3
    private static let shortestFold = 3

    /// From left to right, without gaps.
    let stretches: [Stretch]

    /// - Parameters:
    ///   - days: at whose beginning something begins or ends, in any order.
    ///   - x: where to draw them.
    init(_ days: [Int], in x: ClosedRange<Double>) {
        let days = Set(days).sorted()
        let first = days.first ?? 0
        let last = max(first + 1, days.last ?? 1)
        let bounds = days.count < 2 ? [first, last] : days
        let gaps = zip(bounds, bounds.dropFirst()).map { $0..<$1 }
        stretches = Self.placed(Self.joined(gaps, folded: Self.folds(gaps)), in: x)
    }

    /// Of a moment in seconds since 1970; at the edges for what lies beyond.
    func x(_ seconds: Int) -> Double {
        let day = Double(seconds) / 86_400
        guard let stretch = stretches.first(where: { day < Double($0.days.upperBound) }) ?? stretches.last else {
            return 0
        }
        let x = stretch.x.lowerBound + (day - Double(stretch.days.lowerBound)) * stretch.pointsPerDay
        return min(max(x, stretch.x.lowerBound), stretch.x.upperBound)
    }

    private static func folds(_ gaps: [Range<Int>]) -> Set<Int> {
        var folded: Set<Int> = []
        var left = gaps.reduce(0) { $0 + $1.count }
        for index in gaps.indices.sorted(by: { gaps[$0].count > gaps[$1].count }).prefix(mostFolds) {
            let count = gaps[index].count
            guard gaps.count > 2, count >= shortestFold, Double(count) > foldedPart * Double(left) else { break }
            folded.insert(index)
            left -= count
        }
        return folded
    }

    /// Neighbours that are not folded are one stretch.
    private static func joined(_ gaps: [Range<Int>], folded: Set<Int>) -> [Stretch] {
        gaps.indices.reduce(into: [Stretch]()) { stretches, index in
            let isFolded = folded.contains(index)
            if let last = stretches.last, !last.isFolded, !isFolded {
                stretches[stretches.count - 1] = Stretch(
                    days: last.days.lowerBound..<gaps[index].upperBound,
                    isFolded: false,
                    x: 0...0
                )
            } else {
                stretches.append(Stretch(days: gaps[index], isFolded: isFolded, x: 0...0))
            }
        }
    }

    private static func placed(_ stretches: [Stretch], in x: ClosedRange<Double>) -> [Stretch] {
        let folds = Double(stretches.filter(\.isFolded).count) * foldWidth
        let days = stretches.filter { !$0.isFolded }.reduce(0) { $0 + $1.days.count }
        let scale = (x.upperBound - x.lowerBound - folds) / Double(max(1, days))
        var position = x.lowerBound
        return stretches.map { stretch in
            let width = stretch.isFolded ? foldWidth : Double(stretch.days.count) * scale
            defer { position += width }
            return Stretch(days: stretch.days, isFolded: stretch.isFolded, x: position...(position + width))
        }
    }
}
