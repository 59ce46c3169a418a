import DossierCore
import DossierStore
import TestSupport

/// Writes of every kind, chosen by chance: new, changed, deleted and undeleted records of two kinds, of all markings, that
/// name each other; batches, repeated requests, and redactions.
struct RandomHistory {
    let desk: Desk
    var random: SeededGenerator
    private var revisions: [String: (revision: UInt64, isDeleted: Bool)] = [:]
    /// The requests that were answered.
    private(set) var requests: [Write.RequestID] = []
    private var number = 0

    init(_ desk: Desk, _ random: SeededGenerator) {
        self.desk = desk
        self.random = random
    }

    /// Tries so many writes. What is refused, as a reference to what is deleted, is part of it.
    mutating func write(_ count: Int) throws {
        for _ in 0..<count {
            if Int.random(in: 0..<10, using: &random) == 0 { redact() } else { put() }
        }
    }

    private mutating func put() {
        let puts = (0..<Int.random(in: 1...3, using: &random)).map { _ in newVersion() }
        let isFirst = Set(puts.map(\.name)).count == puts.count
        guard isFirst else { return }
        number += 1
        let request = Write.RequestID(subject: "ana", method: "Notes/Put", id: "r\(number)", hash: [1])
        let origin = Write.Origin(peer: "127.0.0.1:\(number)", method: "Notes/Put", requestID: request.id)
        let done = try? desk.write(author: ["ana", "bo"][number % 2], origin: origin, requestID: request) {
            (transaction) throws(Status) in
            for put in puts {
                try transaction.put(
                    put.kind,
                    put.id,
                    put.body,
                    revision: put.revision,
                    deleted: put.isDeleted,
                    tlp: put.tlp
                )
            }
            return [UInt8](puts.map(\.name).joined(separator: " ").utf8)
        }
        guard done != nil else { return }
        requests.append(request)
        for put in puts { revisions[put.name] = (put.revision + 1, put.isDeleted) }
    }

    private struct Put {
        var kind: String
        var id: String
        var revision: UInt64
        var isDeleted: Bool
        var body: String
        var tlp: UInt32

        var name: String { "\(kind)/\(id)" }
    }

    private mutating func newVersion() -> Put {
        let kind = Bool.random(using: &random) ? "notes" : "topics"
        let id = "\(kind.first ?? "x")\(Int.random(in: 0..<12, using: &random))"
        let before = revisions["\(kind)/\(id)"]
        let isDeleted = before?.isDeleted == false && Int.random(in: 0..<4, using: &random) == 0
        let words = (0..<3).map { _ in
            ["iran", "albania", "Straße", "ministry", "attack"].randomElement(using: &random) ?? ""
        }
        var lines = [
            "title:\(words[0])", "size:\(Int.random(in: -3...3, using: &random))",
            "text:\(words.joined(separator: " "))",
        ]
        if Bool.random(using: &random),
            let named = revisions.filter({ !$0.value.isDeleted }).keys.sorted().randomElement(using: &random)
        {
            lines.append("about:\(named)")
        }
        return Put(
            kind: kind,
            id: id,
            revision: before?.revision ?? 0,
            isDeleted: isDeleted,
            body: lines.joined(separator: "\n"),
            tlp: UInt32.random(in: 1...5, using: &random)
        )
    }

    private mutating func redact() {
        guard let (name, state) = revisions.sorted(by: { $0.key < $1.key }).randomElement(using: &random) else {
            return
        }
        let parts = name.split(separator: "/").map(String.init)
        let last = state.isDeleted ? state.revision : state.revision - 1
        guard last > 0 else { return }
        _ = try? desk.redact(parts[0], parts[1], [UInt64.random(in: 1...last, using: &random)])
    }
}
