import CDossierProtos
import DossierCore
import ModuleKit

/// Encodes dossier.v1.Picture.
struct PictureWriter {
    private static let picture = FieldNumbers(dossier__v1__picture__type())
    private static let position = FieldNumbers(dossier__v1__position__type())
    private static let accused = FieldNumbers(dossier__v1__accused_picture__type())

    /// The reply without its sequence, encoded: as long as nothing changes that it rests on, the rest stays the same.
    static func encode(_ picture: Picture) -> [UInt8] {
        let fields = Self.picture
        var reply = WireWriter(capacity: 4_096)
        reply.bytes(fields["incident"], picture.incident.utf8)
        if let saidAsOf = picture.saidAsOf { reply.timestamp(fields["said_as_of"], nanoseconds: saidAsOf) }
        reply.varint(fields["status"], UInt64(picture.status.rawValue))
        for accused in picture.accused { reply.message(fields["accused"], encode(accused)) }
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
        reply.varint(Self.picture["sequence"], sequence)
        picture.withUnsafeBytes { reply.append($0) }
        return reply.bytes
    }

    private static func encode(_ accused: Accused) -> [UInt8] {
        let fields = Self.accused
        var entry = WireWriter(capacity: 1_024)
        entry.bytes(fields["actor"], accused.name.utf8)
        entry.varint(fields["status"], UInt64(accused.status.rawValue))
        for position in accused.asserters { entry.message(fields["asserters"], encode(position)) }
        for position in accused.imputers { entry.message(fields["imputers"], encode(position)) }
        for position in accused.disputers { entry.message(fields["disputers"], encode(position)) }
        if let own = accused.own { entry.message(fields["own_position"], encode(own)) }
        for position in accused.relayers { entry.message(fields["relayers"], encode(position)) }
        for basis in bases(of: accused.positions.flatMap(\.statements)) { entry.varint(fields["bases"], basis) }
        if let said = accused.statements.first?.saidBytes { entry.message(fields["first_said"], said) }
        if let said = accused.statements.last?.saidBytes { entry.message(fields["last_said"], said) }
        for spoken in accused.statements.suffix(Limits.accusedStatements).reversed() {
            entry.bytes(fields["statements"], spoken.name.utf8)
        }
        entry.varint(fields["statement_count"], UInt64(accused.statements.count))
        return entry.bytes
    }

    private static func encode(_ position: Position) -> [UInt8] {
        let fields = Self.position
        var entry = WireWriter(capacity: 512)
        entry.bytes(fields["principal"], position.principal.utf8)
        entry.varint(fields["sign"], UInt64(position.sign.rawValue))
        for spoken in position.statements.suffix(Limits.positionStatements).reversed() {
            entry.bytes(fields["statements"], spoken.name.utf8)
        }
        if let said = position.latest.saidBytes { entry.message(fields["said"], said) }
        for basis in bases(of: position.statements) { entry.varint(fields["bases"], basis) }
        let words = position.statements.reversed().lazy.flatMap(\.appearances).prefix(Limits.positionAppearances)
        for appearance in words { entry.message(fields["appearances"], appearance) }
        if let said = position.first.saidBytes { entry.message(fields["since"], said) }
        entry.varint(fields["statement_count"], UInt64(position.statements.count))
        return entry.bytes
    }

    /// Each once, in the order of the enum.
    private static func bases(of statements: [Spoken]) -> [UInt64] {
        Set(statements.map { UInt64($0.basis.rawValue) }).subtracting([0]).sorted()
    }
}
