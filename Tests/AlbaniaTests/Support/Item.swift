import Testing

/// One thing that the article says, and everything in the record that holds it.
struct Item: Sendable, CustomTestStringConvertible {
    /// "C7".
    let id: String
    let evidence: [Evidence]
    private let says: String

    init(_ id: String, _ says: String, _ evidence: Evidence...) {
        self.id = id
        self.says = says
        self.evidence = evidence
    }

    var testDescription: String { "\(id) \(says)" }

    /// What of it the record does not hold; nothing, when it holds the item.
    func missing(in record: Record) -> [Evidence] { evidence.filter { !$0.holds(in: record) } }
}
