import CDossierProtos
import DossierCore
import ModuleKit

/// Encodes dossier.v1.AccusedPicture.
enum AccusedWriter {
    private static let fields = FieldNumbers(dossier__v1__accused_picture__type())

    /// - Returns: nil when there is no room for him; positions that find none are left out.
    static func encode(_ accused: Accused, _ room: inout PictureRoom) -> [UInt8]? {
        guard let head = room.take({ _ in encode(withoutPositions: accused) }) else { return nil }
        var entry = WireWriter(capacity: 4_096)
        head.withUnsafeBytes { entry.append($0) }
        let lists = [
            ("asserters", accused.asserters), ("imputers", accused.imputers), ("disputers", accused.disputers),
            ("own_position", accused.own.map { [$0] } ?? []), ("relayers", accused.relayers),
        ]
        for (field, positions) in lists {
            let field = fields[field]
            for position in positions {
                if let position = room.take({ PositionWriter.encode(position, &$0) }) { entry.message(field, position) }
            }
        }
        return entry.bytes
    }

    private static func encode(withoutPositions accused: Accused) -> [UInt8] {
        var entry = WireWriter(capacity: 4_096)
        entry.bytes(fields["actor"], accused.name.utf8)
        entry.varint(fields["status"], UInt64(accused.status.rawValue))
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
