import DossierCore
import DossierWire

/// STIX's times, as `dossier.v1.FuzzyTime`.
enum BundleTime {
    /// When it was said: to the second.
    static func instant(_ time: String) -> JSONValue { .time(time, time, "PRECISION_SECOND") }

    static func range(_ earliest: String, _ latest: String) -> JSONValue { .time(earliest, latest, "PRECISION_RANGE") }

    static func from(_ earliest: String) -> JSONValue { .time(earliest, nil, "PRECISION_OPEN") }

    static func until(_ latest: String) -> JSONValue { .time(nil, latest, "PRECISION_OPEN") }

    /// From one time on, until another; nil: neither is known.
    static func span(_ from: String?, _ to: String?) -> JSONValue? {
        if let from, let to { return isOrdered(from, to) ? range(from, to) : self.from(from) }
        return from.map(self.from) ?? to.map(until)
    }

    static func isOrdered(_ one: String, _ other: String) -> Bool {
        guard let one = TimestampText.decode(one), let other = TimestampText.decode(other) else { return false }
        return (one.seconds, one.nanos) <= (other.seconds, other.nanos)
    }

    /// Whether a version is newer than another, by their `modified`; one without is the oldest.
    static func isNewer(_ one: String?, than other: String?) -> Bool {
        guard let one = one.flatMap(TimestampText.decode) else { return false }
        guard let other = other.flatMap(TimestampText.decode) else { return true }
        return (one.seconds, one.nanos) > (other.seconds, other.nanos)
    }
}
