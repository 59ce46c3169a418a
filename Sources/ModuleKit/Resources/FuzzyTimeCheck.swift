import CDossierProtos

/// What makes a time as a source gave it sensible.
enum FuzzyTimeCheck {
    static func check(_ time: Dossier__V1__FuzzyTime, at path: String, in violations: Violations) {
        check(time.earliest, at: "\(path).earliest", in: violations)
        check(time.latest, at: "\(path).latest", in: violations)
        if let earliest = time.earliest, let latest = time.latest,
            (latest.pointee.seconds, latest.pointee.nanos) < (earliest.pointee.seconds, earliest.pointee.nanos)
        {
            violations.add("\(path).latest", "is before earliest")
        }
        switch time.precision {
        case DOSSIER__V1__PRECISION__PRECISION_UNSPECIFIED:
            violations.add("\(path).precision", "is required")
        case DOSSIER__V1__PRECISION__PRECISION_OPEN:
            if time.earliest != nil, time.latest != nil {
                violations.add("\(path).precision", "is open, but both bounds are given: say range")
            }
        case let unknown where unknown.rawValue > DOSSIER__V1__PRECISION__PRECISION_OPEN.rawValue:
            break  // ShapeCheck has said so.
        default:
            if time.earliest == nil || time.latest == nil {
                violations.add("\(path).precision", "needs earliest and latest; with one of them say open")
            }
        }
    }

    /// Years 1 to 9999, as google.protobuf.Timestamp bounds them; below the years that nanoseconds since 1970 can
    /// count in 64 bits, 1678 to 2262, times sort.
    private static func check(
        _ timestamp: UnsafeMutablePointer<Google__Protobuf__Timestamp>?,
        at path: String,
        in violations: Violations
    ) {
        guard let timestamp = timestamp?.pointee else { return }
        if !(-9_214_560_000...9_214_646_400).contains(timestamp.seconds) {
            violations.add(path, "is outside the years 1678 to 2261")
        }
        if !(0..<1_000_000_000).contains(timestamp.nanos) {
            violations.add("\(path).nanos", "must be 0 to 999,999,999")
        }
    }
}
