/// A table of a record as it is copied: its columns, in the order of its key.
///
/// Not copied is what is made from the rest when modules declare their kinds: `fields`, `terms`, `words`, `occurrences`.
struct CopiedTable: Sendable {
    /// A column's type, for a statement that writes it.
    enum Column: Sendable {
        case integer(String)
        case text(String)
        case bytes(String)

        var name: String {
            switch self {
            case .integer(let name), .text(let name), .bytes(let name): name
            }
        }
    }

    var name: String
    /// Columns of integers.
    var key: [String]
    var columns: [Column]
    /// Bytes of a row, in SQL, where they matter.
    var weight = "0"
    /// A record adds rows to its end and changes none: a copy goes on where the one before stopped. What is not so is copied
    /// anew, and stands last.
    var grows = true

    /// All, in the order in which they are copied. Transactions come first: by the last of them a copy that goes on is told
    /// from another record's.
    static let all = [
        CopiedTable(
            name: "transactions",
            key: ["sequence"],
            columns: [
                .integer("sequence"), .integer("time"), .text("author"), .bytes("hash"), .integer("format"),
                .text("peer"), .text("method"), .text("request_id"),
            ]
        ),
        CopiedTable(name: "kinds", key: ["kind"], columns: [.integer("kind"), .text("name")]),
        CopiedTable(
            name: "records",
            key: ["record"],
            columns: [.integer("record"), .integer("kind"), .text("id")]
        ),
        CopiedTable(
            name: "versions",
            key: ["version"],
            columns: [
                .integer("version"), .integer("record"), .integer("kind"), .integer("sequence"), .integer("revision"),
                .integer("deleted"), .integer("tlp"), .bytes("body_hash"), .bytes("body"), .bytes("salt"),
            ],
            weight: "length(body)"
        ),
        CopiedTable(
            name: "redactions",
            key: ["sequence", "version"],
            columns: [.integer("version"), .integer("sequence"), .text("reason"), .bytes("body_hash")]
        ),
        CopiedTable(
            name: "sights",
            key: ["record", "since"],
            columns: [
                .integer("record"), .integer("since"), .integer("need"), .integer("kind"), .integer("place"),
            ],
            grows: false
        ),
        CopiedTable(
            name: "requests",
            key: ["request"],
            columns: [
                .integer("request"), .bytes("key"), .bytes("hash"), .bytes("reply"), .integer("sequence"),
                .integer("time"),
            ],
            weight: "length(reply)",
            grows: false
        ),
    ]
}
