import CDossierProtos
import DossierCore
import ModuleKit

/// Encodes dossier.v1.Picture.
enum PictureWriter {
    private static let fields = FieldNumbers(dossier__v1__picture__type())

    /// The reply without its sequence, encoded: as long as nothing changes that it rests on, the rest stays the same.
    static func encode(_ picture: Picture) -> [UInt8] {
        var room = PictureRoom()
        var reply = WireWriter(capacity: 16_384)
        reply.bytes(fields["incident"], picture.incident.utf8)
        if let saidAsOf = picture.saidAsOf { reply.timestamp(fields["said_as_of"], nanoseconds: saidAsOf) }
        reply.varint(fields["status"], UInt64(picture.status.rawValue))
        for accused in picture.accused {
            if let entry = AccusedWriter.encode(accused, &room) { reply.message(fields["accused"], entry) }
        }
        write(picture.inferred, fields["inferred"], into: &reply, &room, ApartWriter.encode)
        write(picture.possible, fields["possible"], into: &reply, &room, ApartWriter.encode(possible:))
        write(picture.unresolved, fields["unresolved"], into: &reply, &room, ApartWriter.encode(unresolved:))
        reply.varint(fields["omitted_count"], UInt64(room.omitted))
        return reply.bytes
    }

    private static func write<Entry>(
        _ entries: [Entry],
        _ field: UInt32,
        into reply: inout WireWriter,
        _ room: inout PictureRoom,
        _ encode: (Entry) -> [UInt8]
    ) {
        for entry in entries.prefix(Limits.pictureEntries) {
            if let entry = room.take({ _ in encode(entry) }) { reply.message(field, entry) }
        }
        room.omit(entries.count - Limits.pictureEntries)
    }

    /// The reply with its sequence.
    static func complete(_ picture: [UInt8], at sequence: UInt64) -> [UInt8] {
        var reply = WireWriter(capacity: picture.count + 16)
        reply.varint(fields["sequence"], sequence)
        picture.withUnsafeBytes { reply.append($0) }
        return reply.bytes
    }
}
