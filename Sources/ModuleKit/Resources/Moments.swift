import CDossierModule
import CDossierProtos
import DossierCore

/// Reads dossier.v1.Moment.
enum Moments {
    /// The moment that a request asks for; zero: now.
    static func requested(_ field: FieldRef, in request: UnsafeRawPointer) throws(Interrupt) -> dossier_moment {
        guard let message = field.message(in: request) else { return dossier_moment() }
        let moment = UnsafeRawPointer(message).assumingMemoryBound(to: Dossier__V1__Moment.self).pointee
        switch moment.at_case {
        case DOSSIER__V1__MOMENT__AT_SEQUENCE where moment.sequence > 0:
            return dossier_moment(sequence: moment.sequence, time_ns: 0)
        case DOSSIER__V1__MOMENT__AT_TIME:
            let time = moment.time.pointee
            guard (0..<1_000_000_000).contains(time.nanos) else {
                throw Violations.failure("\(field.name).time.nanos", "must be 0 to 999,999,999")
            }
            let (scaled, tooFar) = time.seconds.multipliedReportingOverflow(by: 1_000_000_000)
            let (sum, over) = scaled.addingReportingOverflow(Int64(time.nanos))
            guard !tooFar, !over else {
                throw Violations.failure("\(field.name).time", "is outside the years 1678 to 2261")
            }
            // Zero means now: 1970 began a nanosecond later.
            return dossier_moment(sequence: 0, time_ns: sum == 0 ? 1 : sum)
        case DOSSIER__V1__MOMENT__AT_SEQUENCE:
            throw Violations.failure("\(field.name).sequence", "must be at least 1")
        default: return dossier_moment()
        }
    }
}
