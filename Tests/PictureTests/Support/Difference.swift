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
            \(question.saidAsOf == nil ? "ever" : question.saidAsOf.text)
            \(Self.sideBySide(question.expected, found))
            """
    }

    /// Line by line; what stands on one side alone is marked.
    private static func sideBySide(_ expected: JSONValue, _ found: JSONValue) -> String {
        let (left, right) = (["expected:"] + lines(expected), ["found:"] + lines(found))
        var alone = (left: Set<Int>(), right: Set<Int>())
        let width = (left.map(\.count).max() ?? 0) + 2
        for change in right.difference(from: left) {
            switch change {
            case .remove(let offset, _, _): alone.left.insert(offset)
            case .insert(let offset, _, _): alone.right.insert(offset)
            }
        }
        var rows: [String] = []
        var (one, other) = (0, 0)
        while one < left.count || other < right.count {
            let (isLeft, isRight) = (alone.left.contains(one), alone.right.contains(other))
            let texts = (isRight && !isLeft ? "" : left[one], isLeft ? "" : right[other])
            rows.append((isLeft || isRight ? "! " : "  ") + texts.0.padding(to: width) + texts.1)
            if isLeft || !isRight { one += 1 }
            if !isLeft { other += 1 }
        }
        return rows.joined(separator: "\n")
    }

    private static func lines(_ value: JSONValue) -> [String] {
        String(decoding: value.encode(pretty: true), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private static func text(_ value: JSONValue) -> String { String(decoding: value.encode(), as: UTF8.self) }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
