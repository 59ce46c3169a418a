import TestSupport

/// A condition on notes: as a filter says it, and as the test itself decides it.
struct NoteCondition {
    let text: String
    let holds: (_ id: String, _ note: NoteModel) -> Bool

    static func random(depth: Int, _ random: inout SeededGenerator) -> NoteCondition {
        guard depth > 0, random.next() % 3 != 0 else { return leaf(&random) }
        let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in self.random(depth: depth - 1, &random) }
        switch random.next() % 4 {
        case 0:
            return NoteCondition(text: "(\(parts.map(\.text).joined(separator: " OR ")))") { id, note in
                parts.contains { $0.holds(id, note) }
            }
        case 1:
            let part = parts[0]
            return NoteCondition(text: "\(random.next() % 2 == 0 ? "NOT " : "-")(\(part.text))") { id, note in
                !part.holds(id, note)
            }
        default:
            let joint = random.next() % 2 == 0 ? " AND " : " "
            return NoteCondition(text: "(\(parts.map(\.text).joined(separator: joint)))") { id, note in
                parts.allSatisfy { $0.holds(id, note) }
            }
        }
    }

    private static func leaf(_ random: inout SeededGenerator) -> NoteCondition {
        switch random.next() % 9 {
        case 0:
            let title = NoteModel.titles.randomElement(using: &random)!
            return NoteCondition(text: "title = \(title)") { $1.title == title }
        case 1:
            let title = NoteModel.titles.randomElement(using: &random)!
            return NoteCondition(text: "title != \"\(title)\"") { $1.title != title }
        case 2: return NoteCondition(text: "title = o*") { $1.title?.hasPrefix("o") ?? false }
        case 3:
            let size = Int64.random(in: -3...3, using: &random)
            let comparators: [(String, (Int64, Int64) -> Bool)] = [
                ("<", { $0 < $1 }), (">=", { $0 >= $1 }), ("=", { $0 == $1 }),
            ]
            let (sign, compare) = comparators.randomElement(using: &random)!
            return NoteCondition(text: "size \(sign) \(size)") { $1.size.map { compare($0, size) } ?? false }
        case 4: return NoteCondition(text: "size:*") { $1.size != nil }
        case 5:
            let topic = NoteModel.topics.randomElement(using: &random)!
            return NoteCondition(text: "about:topics/\(topic)") { $1.about.contains(topic) }
        case 6: return NoteCondition(text: "about = \"topics/a*\"") { $1.about.contains { $0.hasPrefix("a") } }
        case 7:
            let word = NoteModel.words.randomElement(using: &random)!
            return NoteCondition(text: word) { $1.words.contains(word) }
        default:
            let start = "n\(Int.random(in: 1...5, using: &random))"
            return NoteCondition(text: "name = notes/\(start)*") { id, _ in id.hasPrefix(start) }
        }
    }
}

/// An order of notes: as order_by says it, and as the test itself sorts.
struct NoteOrder {
    let text: String
    private let keys: [(name: String, isDescending: Bool)]

    static func random(_ random: inout SeededGenerator) -> NoteOrder {
        let names = ["title", "size", "name"].shuffled(using: &random).prefix(Int.random(in: 0...3, using: &random))
        let keys = names.map { ($0, random.next() % 2 == 0) }
        return NoteOrder(text: keys.map { $0.1 ? "\($0.0) desc" : $0.0 }.joined(separator: ", "), keys: keys)
    }

    func sorted(_ notes: [String: NoteModel]) -> [String] {
        notes.sorted { one, other in
            for key in keys {
                switch key.name {
                case "title":
                    if let first = Self.first(one.value.title, other.value.title, key.isDescending) { return first }
                case "size":
                    if let first = Self.first(one.value.size, other.value.size, key.isDescending) { return first }
                default: return key.isDescending ? one.key > other.key : one.key < other.key
                }
            }
            return one.key < other.key
        }.map(\.key)
    }

    /// Nil when they are equal. What is absent comes last.
    private static func first<Value: Comparable>(_ one: Value?, _ other: Value?, _ isDescending: Bool) -> Bool? {
        guard one != other else { return nil }
        guard let one else { return false }
        guard let other else { return true }
        return isDescending ? one > other : one < other
    }
}
