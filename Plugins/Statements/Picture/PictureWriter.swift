import CDossierProtos
import DossierCore
import ModuleKit

/// Encodes dossier.v1.Picture.
enum PictureWriter {
    private static let fields = FieldNumbers(dossier__v1__picture__type())

    /// The reply without its sequence, encoded: as long as nothing changes that it rests on, the rest stays the same.
    static func encode(_ picture: Picture) -> [UInt8] {
        var reply = WireWriter(capacity: 16_384)
        reply.bytes(fields["incident"], picture.incident.utf8)
        if let saidAsOf = picture.saidAsOf { reply.timestamp(fields["said_as_of"], nanoseconds: saidAsOf) }
        reply.varint(fields["status"], UInt64(picture.status.rawValue))
        for accused in picture.accused { reply.message(fields["accused"], AccusedWriter.encode(accused)) }
        for inference in picture.inferred.prefix(Limits.pictureEntries) {
            reply.message(fields["inferred"], ApartWriter.encode(inference))
        }
        for apart in picture.possible.prefix(Limits.pictureEntries) {
            reply.message(fields["possible"], ApartWriter.encode(possible: apart))
        }
        for apart in picture.unresolved.prefix(Limits.pictureEntries) {
            reply.message(fields["unresolved"], ApartWriter.encode(unresolved: apart))
        }
        let omitted = [picture.inferred.count, picture.possible.count, picture.unresolved.count]
            .reduce(0) { $0 + max(0, $1 - Limits.pictureEntries) }
        reply.varint(fields["omitted_count"], UInt64(omitted))
        return reply.bytes
    }

    /// The reply with its sequence.
    static func complete(_ picture: [UInt8], at sequence: UInt64) -> [UInt8] {
        var reply = WireWriter(capacity: picture.count + 16)
        reply.varint(fields["sequence"], sequence)
        picture.withUnsafeBytes { reply.append($0) }
        return reply.bytes
    }
}
