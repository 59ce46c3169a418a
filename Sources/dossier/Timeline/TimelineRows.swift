/// Rows in which nothing overlaps.
struct TimelineRows {
    private static let gap = 14.0

    private(set) var rows: [[TimelineMark]] = []

    /// Each goes into the first row that has room.
    init(_ marks: [TimelineMark]) {
        for mark in marks {
            let extent = mark.extent
            let free = rows.firstIndex { row in
                row.allSatisfy {
                    $0.extent.upperBound + Self.gap <= extent.lowerBound
                        || extent.upperBound + Self.gap <= $0.extent.lowerBound
                }
            }
            if let free { rows[free].append(mark) } else { rows.append([mark]) }
        }
    }
}
