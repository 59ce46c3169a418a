import DossierWire

/// A FuzzyTime in one word: a time, or an interval "A/B", "A/.." or "../B" (ISO 8601-2).
struct FuzzyTimeNotation {
    /// What may be written.
    static let allowed = "2013, 2022-07, 2022-07-15, 2022-09-07T10:00Z or an interval 2022-07-15/2022-07-21, 2014/.."

    let earliest: String?
    let latest: String?
    /// The name of a value of `dossier.v1.Precision`.
    let precision: String

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 1 {
            guard let time = CalendarTime(text) else { return nil }
            (earliest, latest, precision) = (time.earliest, time.latest, time.precision.name)
            return
        }
        guard parts.count == 2 else { return nil }
        let (from, to) = (CalendarTime(parts[0]), CalendarTime(parts[1]))
        switch (from, to) {
        case (let from?, let to?) where from.earliest <= to.earliest:
            (earliest, latest, precision) = (from.earliest, to.latest, "PRECISION_RANGE")
        case (let from?, nil) where parts[1] == "..":
            (earliest, latest, precision) = (from.earliest, nil, "PRECISION_OPEN")
        case (nil, let to?) where parts[0] == "..":
            (earliest, latest, precision) = (nil, to.latest, "PRECISION_OPEN")
        default: return nil
        }
    }

    /// The members of the message, in proto3 JSON.
    var members: [JSONValue.Member] {
        [("earliest", earliest), ("latest", latest), ("precision", precision)].compactMap { name, value in
            value.map { JSONValue.Member(name, .string($0)) }
        }
    }
}
