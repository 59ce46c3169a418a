import DossierStore
import TestSupport

/// A note as a test remembers it.
struct NoteModel {
    static let topics = ["a", "ab", "b", "c"]
    static let titles = ["one", "two", "three", "ones"]
    static let words = ["iran", "albania", "attack"]

    var title: String?
    var size: Int64?
    var about: [String] = []
    var words: Set<String> = []
    var revision: UInt64 = 1
    var isDeleted = false

    var body: String {
        var lines = about.map { "about:topics/\($0)" } + words.map { "text:\($0)" }
        if let title { lines.append("title:\(title)") }
        if let size { lines.append("size:\(size)") }
        return lines.joined(separator: "\n")
    }

    /// Writes a random note, or changes one, in the store and in the model.
    static func change(_ notes: inout [String: NoteModel], _ desk: Desk, _ random: inout SeededGenerator) throws {
        let id = "n\(Int.random(in: 0..<60, using: &random))"
        var note = NoteModel()
        note.title = Bool.random(using: &random) ? titles.randomElement(using: &random) : nil
        note.size = Bool.random(using: &random) ? Int64.random(in: -3...3, using: &random) : nil
        note.about = topics.filter { _ in random.next() % 3 == 0 }
        note.words = Set(words.filter { _ in random.next() % 3 == 0 })
        note.isDeleted = random.next() % 8 == 0
        let before = notes[id]?.revision ?? 0
        if before == 0 { note.isDeleted = false }
        note.revision = before + 1
        try desk.put("notes", id, note.body, revision: before, deleted: note.isDeleted)
        notes[id] = note
    }
}
