import CDossierModule
import CDossierProtos
import DossierCore

/// Reads dossier.v1.Moment.
public enum Moments {
    /// The moment that a request asks for; zero: now.
    static func requested(_ field: FieldRef, in request: UnsafeRawPointer) throws(Interrupt) -> dossier_moment {
        guard let message = field.message(in: request) else { return dossier_moment() }
        return try requested(
            UnsafeRawPointer(message).assumingMemoryBound(to: Dossier__V1__Moment.self),
            field: field.name
        )
    }

    /// The moment in a message, zero (now) when it is absent; INVALID_ARGUMENT naming the request's field.
    public static func requested(
        _ moment: UnsafePointer<Dossier__V1__Moment>?,
        field: String = "recorded_as_of"
    ) throws(Interrupt) -> dossier_moment {
        guard let moment = moment?.pointee else { return dossier_moment() }
        switch moment.at_case {
        case DOSSIER__V1__MOMENT__AT_SEQUENCE where moment.sequence > 0:
            return dossier_moment(sequence: moment.sequence, time_ns: 0)
        case DOSSIER__V1__MOMENT__AT_TIME:
            let time = try nanoseconds(moment.time, field: "\(field).time")
            // Zero means now: 1970 began a nanosecond later.
            return dossier_moment(sequence: 0, time_ns: time == 0 ? 1 : time)
        case DOSSIER__V1__MOMENT__AT_SEQUENCE:
            throw Violations.failure("\(field).sequence", "must be at least 1")
        default: return dossier_moment()
        }
    }

    /// A time in nanoseconds since 1970; INVALID_ARGUMENT naming the field when it cannot be told so.
    public static func nanoseconds(
        _ time: UnsafePointer<Google__Protobuf__Timestamp>,
        field: String
    ) throws(Interrupt) -> Int64 {
        let time = time.pointee
        guard (0..<1_000_000_000).contains(time.nanos) else {
            throw .invalid("\(field).nanos", "must be 0 to 999,999,999")
        }
        let (scaled, tooFar) = time.seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, over) = scaled.addingReportingOverflow(Int64(time.nanos))
        guard !tooFar, !over else { throw .invalid(field, "is outside the years 1678 to 2261") }
        return sum
    }
}
