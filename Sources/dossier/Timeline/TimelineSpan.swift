import DossierWire

/// When something was, as far as it is known: from, and up to but not at, in seconds since 1970.
struct TimelineSpan {
    /// Nil: no bound is known.
    let start: Int?
    let end: Int?
    /// A day, or less: it is drawn as a point.
    let isPoint: Bool

    init(_ time: JSONValue?) {
        start = Instant(time?["earliest"]?.text)?.seconds
        end = Instant(time?["latest"]?.text).map { $0.seconds + 1 }
        let points = ["PRECISION_SECOND", "PRECISION_MINUTE", "PRECISION_HOUR", "PRECISION_DAY"]
        isPoint = start != nil && end != nil && points.contains(time?["precision"]?.text ?? "")
    }

    /// The days at whose beginning something may begin or end.
    var days: [Int] {
        let first = start.map { Instant(seconds: $0).daysSince1970 }
        let last = end.map { Instant(seconds: $0 - 1).daysSince1970 + 1 }
        return [first, last].compactMap { $0 }
    }
}
