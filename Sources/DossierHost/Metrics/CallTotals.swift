/// Calls of a method, of a module or of all.
struct CallTotals {
    /// Ended, well or badly,
    var ended: UInt64 = 0
    /// and with another status than OK.
    var failed: UInt64 = 0
    /// Refused before they had begun.
    var refused: UInt64 = 0

    /// Of several together.
    static func sum(_ parts: some Sequence<CallTotals>) -> CallTotals {
        parts.reduce(into: CallTotals()) { sum, part in
            sum.ended += part.ended
            sum.failed += part.failed
            sum.refused += part.refused
        }
    }
}
