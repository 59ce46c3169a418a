import CDossierProtos
import DossierCore
import ModuleKit

/// Encodes dossier.v1.AccusedPicture.
enum AccusedWriter {
    private static let fields = FieldNumbers(dossier__v1__accused_picture__type())

    static func encode(_ accused: Accused) -> [UInt8] {
        var entry = WireWriter(capacity: 4_096)
        entry.bytes(fields["actor"], accused.name.utf8)
        entry.varint(fields["status"], UInt64(accused.status.rawValue))
        for (field, positions) in [
            ("asserters", accused.asserters), ("imputers", accused.imputers), ("disputers", accused.disputers),
            ("own_position", accused.own.map { [$0] } ?? []), ("relayers", accused.relayers),
        ] {
            let field = fields[field]
            for position in positions { entry.message(field, PositionWriter.encode(position)) }
        }
        var bases = BasisSet()
        for position in accused.positions { bases.insert(position.statements) }
        for basis in bases.values { entry.varint(fields["bases"], basis) }
        accused.statements.first?.withSaid { entry.message(fields["first_said"], $0) }
        accused.statements.last?.withSaid { entry.message(fields["last_said"], $0) }
        let statements = fields["statements"]
        for spoken in accused.statements.suffix(Limits.accusedStatements).reversed() {
            entry.bytes(statements, spoken.name.utf8)
        }
        entry.varint(fields["statement_count"], UInt64(accused.statements.count))
        return entry.bytes
    }
}
