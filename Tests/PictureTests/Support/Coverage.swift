import DossierWire

/// What occurs in the pictures of random records, so that the test cannot become hollow unseen.
struct Coverage {
    /// All that must occur, and of so many pictures in one at least.
    private static let everyPictures = 200
    private static let expected: Set<String> = [
        "CONTESTED", "DENIED_BY_ACCUSED", "ADMITTED", "CORROBORATED", "CLAIMED", "IMPUTED", "REPORTED", "UNATTRIBUTED",
        "nobody accused", "asserters", "imputers", "disputers", "relayers", "ownPosition", "several statements",
        "several bases", "inferred", "inferred of one incident", "possible", "several candidates", "unresolved",
        "said as of", "recorded as of",
    ]

    private var pictures = 0
    private var counts: [String: Int] = [:]

    /// Nothing yet.
    init() {}

    /// What occurs in a record's pictures.
    init(of record: WrittenRecord) {
        let last = record.questions.map(\.step).max()
        for question in record.questions {
            pictures += 1
            var found: Set<String> = []
            if question.saidAsOf != nil { found.insert("said as of") }
            if question.step != last { found.insert("recorded as of") }
            found.formUnion(Self.occurring(in: question.expected))
            for what in found { counts[what, default: 0] += 1 }
        }
    }

    /// What occurs too seldom.
    var missing: [String] {
        Self.expected.filter { counts[$0, default: 0] * Self.everyPictures < pictures }.sorted()
    }

    /// Counts what another has counted, too.
    mutating func add(_ other: Coverage) {
        pictures += other.pictures
        counts.merge(other.counts, uniquingKeysWith: +)
    }

    private static func occurring(in picture: JSONValue) -> Set<String> {
        let accused = picture["accused"].elements
        var found: Set<String> = accused.isEmpty ? ["nobody accused"] : []
        for one in accused {
            found.insert(String(one["status"].text.dropFirst("ATTRIBUTION_STATUS_".count)))
            if one["bases"].elements.count > 1 { found.insert("several bases") }
            if one["ownPosition"] != nil { found.insert("ownPosition") }
            for list in ["asserters", "imputers", "disputers", "relayers"] {
                for position in one[list].elements {
                    found.insert(list)
                    if position["statementCount"].integer > 1 { found.insert("several statements") }
                }
            }
        }
        for list in ["inferred", "possible", "unresolved"] where picture[list] != nil { found.insert(list) }
        if picture["inferred"].elements.contains(where: { $0["incident"] == picture["incident"] }) {
            found.insert("inferred of one incident")
        }
        if picture["possible"].elements.contains(where: { $0["candidates"].elements.count > 1 }) {
            found.insert("several candidates")
        }
        return found
    }
}
