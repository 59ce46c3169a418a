import ArgumentParser

/// A length of time on the command line: "5s", "500ms", "2m"; a number alone is seconds.
struct TimeLimit: ExpressibleByArgument {
    let duration: Duration

    init(_ duration: Duration) { self.duration = duration }

    init?(argument: String) {
        guard let duration = Self.duration(argument), duration > .zero else { return nil }
        self.duration = duration
    }

    fileprivate static func duration(_ argument: String) -> Duration? {
        guard let match = argument.wholeMatch(of: /(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)?/), let number = Double(match.1)
        else {
            return nil
        }
        let seconds: [Substring: Double] = ["ms": 0.001, "s": 1, "m": 60, "h": 3_600]
        return .milliseconds(Int64((number * seconds[match.2 ?? "s"]! * 1_000).rounded()))
    }
}

/// The same, which may also be none at all: "0".
struct TimeSpan: ExpressibleByArgument {
    let duration: Duration

    init?(argument: String) {
        guard let duration = TimeLimit.duration(argument) else { return nil }
        self.duration = duration
    }
}
