import DossierCore

@testable import DossierStore

/// Filters, searches and orders are read or refused, and a filter that is read finds what its opposite does not.
enum FilterTarget {
    /// A field of each type, and names like those of the bundled modules.
    private static let kind = Kind(
        name: "incidents",
        fields: [
            Field(name: "title", type: .text, repeated: false), Field(name: "labels", type: .text, repeated: true),
            Field(name: "revision", type: .int, repeated: false), Field(name: "since", type: .time, repeated: false),
            Field(name: "contested", type: .bool, repeated: false),
            Field(name: "victims.actor", type: .name, repeated: true, kinds: ["actors"]),
        ],
        termsVersion: 1
    ) { (_, sink: inout TermSink) throws(Status) in
        for (field, value) in ["Wiper", "a\0b", "\u{80}\0\0\0\0\0\0\u{1}", "12345678", "", "actors/mois"].enumerated() {
            try Array(value.utf8).span.bytes.withUnsafeBytes { (value) throws(Status) in
                try sink.add(field: field, value: value)
            }
        }
        try Array("The Wiper of Tirana, e\u{301}tude".utf8).span.bytes.withUnsafeBytes { (text) throws(Status) in
            try sink.add(text: text, weight: 1)
        }
    }

    static func run(_ input: UnsafeRawBufferPointer) throws(Broken) {
        let text = String(decoding: input, as: UTF8.self)
        do throws(Status) {
            if let filter = try FilterCheck.check(text, of: kind) { try checkOpposite(filter) }
        } catch {
            try error.checkRefusal()
        }
        do throws(Status) { _ = try Order(text, of: kind) } catch { try error.checkRefusal() }
        do throws(Status) { _ = try SearchWord.parse(text) } catch { try error.checkRefusal() }
    }

    private static func checkOpposite(_ filter: Filter) throws(Status) {
        let empty = UnsafeRawBufferPointer(start: nil, count: 0)
        let matches = Array("tirana".utf8).withUnsafeBytes { id in
            let view = RecordView(
                kind: empty,
                id: id,
                body: empty,
                author: empty,
                tlp: 1,
                deletion: .live,
                revision: 1,
                moment: Moment(sequence: 1, time: 1)
            )
            return [filter, .not(filter)].map { $0.matches(view, of: kind) }
        }
        guard matches[0] != matches[1] else { throw Status(.internal, "neither it nor its opposite holds") }
    }
}
