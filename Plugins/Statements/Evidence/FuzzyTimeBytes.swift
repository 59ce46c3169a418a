import CDossierProtos
import CProtobufC
import ModuleKit

/// Encoded FuzzyTimes, for replies that say when something was said that has no time of its own.
enum FuzzyTimeBytes {
    /// A time as it is recorded.
    static func of(_ time: UnsafeMutablePointer<Dossier__V1__FuzzyTime>) -> [UInt8] {
        UnsafePointer(UnsafeRawPointer(time).assumingMemoryBound(to: ProtobufCMessage.self)).packed
    }

    /// A time that is known to the second; nanoseconds since 1970.
    static func exactly(_ time: Int64) -> [UInt8] {
        var bytes = WireWriter(capacity: 32)
        bytes.timestamp(fields.earliest.number, nanoseconds: time)
        bytes.timestamp(fields.latest.number, nanoseconds: time)
        bytes.varint(fields.precision.number, UInt64(DOSSIER__V1__PRECISION__PRECISION_SECOND.rawValue))
        return bytes.bytes
    }

    private static let fields = (
        earliest: FieldRef(required: "earliest", in: dossier__v1__fuzzy_time__type()),
        latest: FieldRef(required: "latest", in: dossier__v1__fuzzy_time__type()),
        precision: FieldRef(required: "precision", in: dossier__v1__fuzzy_time__type())
    )
}
