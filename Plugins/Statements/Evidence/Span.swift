import CDossierProtos

/// A stretch of time, nanoseconds since 1970, both ends included; an end that is not known is absent.
struct Span {
    var earliest: Int64?
    var latest: Int64?

    /// Of a time as a source gave it; without any, nothing is known.
    init(_ time: UnsafeMutablePointer<Dossier__V1__FuzzyTime>?) {
        earliest = nanoseconds(time?.pointee.earliest)
        latest = nanoseconds(time?.pointee.latest)
    }

    /// Whether either end is known.
    var isKnown: Bool { earliest != nil || latest != nil }

    /// Whether a moment may lie in it.
    func mayContain(_ time: Int64) -> Bool { earliest ?? .min <= time && time <= latest ?? .max }

    /// Whether both may have a moment in common.
    func mayMeet(_ other: Span) -> Bool {
        earliest ?? .min <= other.latest ?? .max && other.earliest ?? .min <= latest ?? .max
    }
}

/// Nanoseconds since 1970; a recorded time is between the years 1678 and 2261.
func nanoseconds(_ time: UnsafeMutablePointer<Google__Protobuf__Timestamp>?) -> Int64? {
    time.map { $0.pointee.seconds &* 1_000_000_000 &+ Int64($0.pointee.nanos) }
}
