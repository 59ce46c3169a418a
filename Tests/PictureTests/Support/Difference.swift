import DossierWire

/// A picture that is not what it must be, and the record that it is of.
struct Difference: Sendable, CustomStringConvertible {
    let record: WrittenRecord
    let question: WrittenRecord.Question
    let found: JSONValue

    /// What is compared of a picture: all but words, the moment and limits, which the rules are not about.
    static func compared(_ picture: JSONValue) -> JSONValue {
        picture.sorted(without: ["sequence", "saidAsOf", "omittedCount", "appearances"])
    }

    var description: String {
        let statements = record.writes.filter { $0.method.contains("Statement") }.flatMap { write in
            let requests = write.request["requests"].elements
            return (requests.isEmpty ? [write.request] : requests).map { "\(write.step): \(Self.text($0))" }
        }
        let others = record.writes.filter { !$0.method.contains("Statement") || $0.method.contains("Source") }
            .flatMap { $0.request["requests"].elements.map(Self.text) }
        return """
            record \(record.number) without [\(record.leftOut)]
            \((others + statements).joined(separator: "\n"))
            asked of \(Optional(question.incident).text) after step \(question.step), said as of \
            \(question.saidAsOf.text)
            \(Self.sideBySide(question.expected, found))
            """
    }

    /// Line by line; what differs is marked.
    private static func sideBySide(_ expected: JSONValue, _ found: JSONValue) -> String {
        func lines(_ value: JSONValue) -> [String] {
            String(decoding: value.encode(pretty: true), as: UTF8.self).split(separator: "\n").map(String.init)
        }
        let (left, right) = (["expected"] + lines(expected), ["found"] + lines(found))
        let width = left.map(\.count).max() ?? 0
        let rows = (0..<max(left.count, right.count)).map { row in
            let (one, other) = (row < left.count ? left[row] : "", row < right.count ? right[row] : "")
            return (one == other ? "  " : "! ") + one + String(repeating: " ", count: width - one.count + 2) + other
        }
        return rows.joined(separator: "\n")
    }

    private static func text(_ value: JSONValue) -> String { String(decoding: value.encode(), as: UTF8.self) }
}
