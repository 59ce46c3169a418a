/// One call as its client knows it. One that was repeated under its request_id lasts from its first try to its last.
struct Call: Sendable, CustomStringConvertible {
    var client: Int
    /// Through which server it ended.
    var server: Int
    /// Empty for a list.
    var record: String
    var request: Request
    /// When it began and ended, nanoseconds of one clock.
    var start: Int64
    var end: Int64
    /// How often it was tried.
    var tries = 1
    var outcome: Outcome

    /// Whether nothing is known of how it ended.
    var isUnknown: Bool {
        if case .unknown = outcome { true } else { false }
    }

    var description: String {
        let ended =
            switch outcome {
            case .shown(let shown): "\(shown)"
            case .listed(let records, let sequence): "\(records.count) records as of \(sequence)"
            case .refused(let code): "\(code)"
            case .unknown: "not known"
            }
        let time = "\(Self.time(start)) to \(Self.time(end))"
        let tries = tries > 1 ? ", \(tries) tries" : ""
        return "\(time): client \(client), server \(server)\(tries), \(record): \(request) -> \(ended)"
    }

    /// As seconds with six digits behind the point.
    private static func time(_ nanoseconds: Int64) -> String {
        let microseconds = nanoseconds / 1_000
        let rest = "\(microseconds % 1_000_000)"
        return "\(microseconds / 1_000_000).\(String(repeating: "0", count: 6 - rest.count))\(rest)"
    }
}
