import DossierWire
import TestSupport

/// Entries of timelines, as `dossier.v1.TimelineEntry` tells them.
enum TimelineEntries {
    /// The July attack of the example file, said as of 10 September 2022.
    static var july: [JSONValue] {
        get throws {
            let rama = #""speaker": "actors/edi-rama", "onBehalfOf": "actors/albania""#
            let medium = #""speaker": "actors/the-medium""#
            let iran = #""targetActors": ["actors/iran"]"#
            let seventh = day("2022-09-07")
            return try [
                entry("incidents/july-attack", "OCCURRED", day("2022-07-15"), AlbaniaNames.july),
                entry("incidents/july-attack", "DISCLOSED", seventh, AlbaniaNames.july),
                said("rama-accuses-iran", "ATTRIBUTES", seventh, "accused Iran of directing a cyberattack", rama, iran),
                said(
                    "rama-announces-severance",
                    "ANNOUNCES_MEASURE",
                    seventh,
                    "the severance of relations",
                    rama,
                    iran
                ),
                said("rama-purpose-failed", "ASSESSES", seventh, "The said attack failed its purpose.", rama),
                said("rama-systems-back", "ASSESSES", seventh, "All systems came back fully operational", rama),
                measure("rama-announces-severance", "EFFECTIVE", seventh, "severance of relations", iran),
                measure("rama-announces-expulsion", "EFFECTIVE", seventh, "expulsion", iran),
                measure("rama-announces-expulsion", "DEADLINE", day("2022-09-08"), "expulsion", iran),
                said(
                    "us-sanctions",
                    "SANCTIONS",
                    day("2022-09-09"),
                    "announced sanctions on Friday",
                    #""speaker": "actors/united-states", "candidate": true"#,
                    iran
                ),
                said(
                    "allies-condemn-aggressors",
                    "CONDEMNS",
                    range("2022-07-15", "2022-09-10"),
                    "already condemned",
                    #""speaker": "actors/allies", "targetActors": ["actors/same-actors"]"#
                ),
                said(
                    "iran-rejects-accusation",
                    "REJECTS",
                    range("2022-09-07", "2022-09-10"),
                    "as “baseless”",
                    #""speaker": "actors/iranian-speaker", "onBehalfOf": "actors/iran", "candidate": true"#
                ),
                said(
                    "us-supports-albania",
                    "SUPPORTS",
                    open(nil, "2022-09-10"),
                    "threw its weight behind Albania",
                    medium
                ),
                said("medium-notes", "REPORTS", day("2022-09-10"), "the first time <Tirana> spoke & \\u0007", medium),
                said("mistaken", "ATTRIBUTES", day("2022-09-10"), "it was \\\"them\\\"", medium, #""retracted": true"#),
                measure("shutdown", "ENDS", open("2022-09-09", nil), "shutdown of control systems", iran),
            ]
        }
    }

    /// So many, of every kind and precision.
    static func random(_ count: Int, _ generator: inout SeededGenerator) throws -> [JSONValue] {
        let kinds = ["ATTRIBUTES", "DENIES", "ASSESSES", "ANNOUNCES_MEASURE", "REPORTS", "CONDEMNS"]
        let texts = [
            "It was them, we are sure of it.", "Never.", "x", "漢字の長い文章をここに書く",
            String(repeating: "long words ", count: 30),
        ]
        return try (0..<count).map { index in
            let day = Int.random(in: 0..<28, using: &generator) + 1
            let month = Int.random(in: 7...9, using: &generator)
            let start = "2022-0\(month)-\(day < 10 ? "0" : "")\(day)"
            let times = [self.day(start), range(start, "2022-10-02"), open(start, nil), open(nil, start)]
            let time = times[Int.random(in: 0..<8, using: &generator) % 5 % 4]
            let text = texts.randomElement(using: &generator) ?? ""
            let kind = kinds.randomElement(using: &generator) ?? ""
            return try said("s\(index)", kind, time, text, #""speaker": "actors/edi-rama""#)
        }
    }

    private static func day(_ day: String) -> String { AlbaniaPictures.day(day) }
    private static func range(_ first: String, _ last: String) -> String { AlbaniaPictures.range(first, last) }

    static func open(_ first: String?, _ last: String?) -> String {
        let bounds =
            (first.map { [#""earliest": "\#($0)T00:00:00Z""#] } ?? [])
            + (last.map { [#""latest": "\#($0)T23:59:59.999999999Z""#] } ?? [])
        return "{\((bounds + [#""precision": "PRECISION_OPEN""#]).joined(separator: ", "))}"
    }

    private static func said(_ id: String, _ kind: String, _ time: String, _ text: String, _ more: String...) throws
        -> JSONValue
    {
        let members = [#""kind": "STATEMENT_KIND_\#(kind)""#] + more
        return try entry("statements/\(id)", "SAID", time, text, members.joined(separator: ", "))
    }

    private static func measure(_ id: String, _ event: String, _ time: String, _ text: String, _ more: String) throws
        -> JSONValue
    {
        try entry("statements/\(id)", "MEASURE_\(event)", time, text, more)
    }

    private static func entry(_ name: String, _ event: String, _ time: String, _ text: String, _ more: String = "")
        throws -> JSONValue
    {
        try JSONValue(
            parsing: """
                {"name": "\(name)", "event": "TIMELINE_EVENT_\(event)", "time": \(time), "text": "\(text)"
                \(more.isEmpty ? "" : ", \(more)")}
                """
        )
    }
}
