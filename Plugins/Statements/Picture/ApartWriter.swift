import CDossierProtos
import DossierCore
import ModuleKit

/// Encodes what a picture tells, but does not count.
enum ApartWriter {
    private static let inferred = FieldNumbers(dossier__v1__inferred_attribution__type())
    private static let possible = FieldNumbers(dossier__v1__possible_attribution__type())
    private static let unresolved = FieldNumbers(dossier__v1__unresolved_attribution__type())

    static func encode(_ inference: Inference) -> [UInt8] {
        var entry = WireWriter(capacity: 512)
        entry.bytes(inferred["principal"], inference.principal.utf8)
        entry.bytes(inferred["accused"], inference.accused.utf8)
        entry.bytes(inferred["path"], inference.link.name.utf8)
        entry.bytes(inferred["path"], inference.assertion.name.utf8)
        entry.bytes(inferred["incident"], inference.incident.utf8)
        write(inference.link, inferred, into: &entry)
        return entry.bytes
    }

    static func encode(possible apart: Attribution.Apart) -> [UInt8] {
        var entry = encode(apart, possible)
        for candidate in apart.pair.candidates { entry.bytes(possible["candidates"], candidate.utf8) }
        return entry.bytes
    }

    static func encode(unresolved apart: Attribution.Apart) -> [UInt8] { encode(apart, unresolved).bytes }

    private static func encode(_ apart: Attribution.Apart, _ fields: FieldNumbers) -> WireWriter {
        var entry = WireWriter(capacity: 512)
        entry.bytes(fields["principal"], apart.principal.utf8)
        entry.bytes(fields["accused"], apart.pair.accused.utf8)
        entry.varint(fields["sign"], UInt64(apart.pair.sign.rawValue))
        entry.bytes(fields["statement"], apart.spoken.name.utf8)
        write(apart.spoken, fields, into: &entry)
        return entry
    }

    /// When, and in what words.
    private static func write(_ spoken: Spoken, _ fields: FieldNumbers, into entry: inout WireWriter) {
        spoken.withSaid { entry.message(fields["said"], $0) }
        let appearances = fields["appearances"]
        var left = Limits.positionAppearances
        spoken.withAppearances { appearance in
            entry.message(appearances, appearance)
            left -= 1
            return left > 0
        }
    }
}
