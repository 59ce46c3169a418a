import CDossierProtos
import DossierCore
import ModuleKit

/// Encodes dossier.v1.Position. Pictures have many: its fields are looked up once.
enum PositionWriter {
    private static let fields = FieldNumbers(dossier__v1__position__type())
    private static let principal = fields["principal"]
    private static let sign = fields["sign"]
    private static let statements = fields["statements"]
    private static let said = fields["said"]
    private static let bases = fields["bases"]
    private static let appearances = fields["appearances"]
    private static let since = fields["since"]
    private static let statementCount = fields["statement_count"]

    static func encode(_ position: Position, _ room: inout PictureRoom) -> [UInt8] {
        var entry = WireWriter(capacity: 512)
        entry.bytes(principal, position.principal.utf8)
        entry.varint(sign, UInt64(position.sign.rawValue))
        for spoken in position.statements.suffix(Limits.positionStatements).reversed() {
            entry.bytes(statements, spoken.name.utf8)
        }
        position.latest.withSaid { entry.message(said, $0) }
        var given = BasisSet()
        given.insert(position.statements)
        for basis in given.values { entry.varint(bases, basis) }
        write(position.statements, into: &entry, &room)
        position.first.withSaid { entry.message(since, $0) }
        entry.varint(statementCount, UInt64(position.statements.count))
        return entry.bytes
    }

    /// The words, the latest first, as far as they are quoted.
    private static func write(
        _ statements: [Spoken],
        into entry: inout WireWriter,
        _ room: inout PictureRoom
    ) {
        var left = Limits.positionAppearances
        for spoken in statements.reversed() where left > 0 {
            spoken.withAppearances { appearance in
                left -= 1
                if room.takeWords(appearance.count) { entry.message(appearances, appearance) }
                return left > 0
            }
        }
    }
}
