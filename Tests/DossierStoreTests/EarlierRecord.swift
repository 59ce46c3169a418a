@testable import DossierStore

/// A store file as the first two steps of the schema made it, with hashes of the chain's first format.
enum EarlierRecord {
    /// Notes n1, n2 .., each written by its own transaction.
    static func write(_ count: Int, to path: String) throws {
        let connection = try SQLiteConnection(path: path, use: .writing)
        for step in Schema.current.steps.prefix(2) { try connection.execute(step) }
        try connection.execute(
            """
            PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 2;
            INSERT INTO meta (name, value) VALUES ('secret', randomblob(32));
            INSERT INTO kinds (kind, name) VALUES (1, 'notes')
            """
        )
        var previous = Chain.genesis
        for number in 1...count { previous = try add(number, after: previous, connection) }
    }

    private static func add(_ number: Int, after previous: [UInt8], _ connection: SQLiteConnection) throws -> [UInt8] {
        let moment = Moment(sequence: UInt64(number), time: Int64(number))
        let author = [UInt8]("ana".utf8)
        var chain = Chain(
            previous: previous,
            Chain.Head(moment: moment, author: author, peer: [], method: [], requestID: []),
            .first
        )
        let body = [UInt8]("title:\(number)".utf8)
        let bodyHash = Sodium.hash(body)
        let id = [UInt8]("n\(number)".utf8)
        let kind = [UInt8]("notes".utf8)
        kind.withUnsafeBytes { kind in
            id.withUnsafeBytes { id in
                body.withUnsafeBytes { body in
                    let view = RecordView(
                        kind: kind,
                        id: id,
                        body: body,
                        author: UnsafeRawBufferPointer(start: nil, count: 0),
                        tlp: 3,
                        deletion: .live,
                        revision: 1,
                        moment: moment
                    )
                    chain.add(view, bodyHash: bodyHash)
                }
            }
        }
        let hash = chain.hash()
        try connection.execute(
            """
            INSERT INTO records VALUES (\(number), 1, 'n\(number)');
            INSERT INTO versions VALUES (\(number), \(number), 1, \(number), 1, 0, 3, \(literal(bodyHash)), \(literal(body)));
            INSERT INTO transactions VALUES (\(number), \(number), 'ana', \(literal(hash)))
            """
        )
        return hash
    }

    private static func literal(_ bytes: [UInt8]) -> String {
        "x'" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "'"
    }
}
