import DossierCore

/// The few records that a condition can mean, by the index: all that match it are among them.
struct Candidates {
    let statements: FindStatements
    let kind: DeclaredKind
    /// The transaction whose record is shown.
    let sequence: UInt64
    /// How many may be looked up for one part of a condition.
    let limit: Int

    /// Whether the index can tell those of a condition, however many they are.
    static func areTold(by condition: Filter, of kind: DeclaredKind) -> Bool {
        switch condition {
        case .nothing, .id(.equal), .id(.within): true
        case .not, .id(.present): false
        case .text(let words): !words.isEmpty
        // Names are kept as keys, which do not sort as they do.
        case .term(let field, .within): kind.kind.fields[field].type != .name
        case .term: true
        case .all(let parts): parts.contains { areTold(by: $0, of: kind) }
        case .any(let parts): parts.allSatisfy { areTold(by: $0, of: kind) }
        }
    }

    /// Their keys; nil when they are more than the limit, or the index cannot tell.
    func records(_ condition: Filter) throws(Status) -> Set<Int64>? {
        switch condition {
        case .nothing: return []
        case .not: return nil
        case .term(let field, let test): return try records(field, test)
        case .id(let test): return try records(id: test)
        case .text(let words):
            var parts: [Set<Int64>?] = []
            for word in words { parts.append(try records(word)) }
            return parts.compactMap { $0 }.min { $0.count < $1.count }
        case .all(let parts):
            var fewest: Set<Int64>?
            for part in parts {
                guard let found = try records(part) else { continue }
                if found.count < fewest?.count ?? .max { fewest = found }
            }
            return fewest
        case .any(let parts):
            var all: Set<Int64> = []
            for part in parts {
                guard let found = try records(part) else { return nil }
                all.formUnion(found)
            }
            return all.count <= limit ? all : nil
        }
    }

    /// What every record scores that holds all these words.
    func scores(_ search: [SearchWord]) throws(Status) -> [Int64: Int] {
        var sums: [Int64: Int]?
        for word in search {
            var scores: [Int64: Int] = [:]
            try occurrences(word, atMost: .max) { record, score in
                if sums?[record] != nil || sums == nil { scores[record] = max(scores[record] ?? 0, score) }
            }
            sums =
                sums.map { sums in scores.reduce(into: [:]) { $0[$1.key] = $1.value + (sums[$1.key] ?? 0) } } ?? scores
        }
        return sums ?? [:]
    }

    private func records(_ word: SearchWord) throws(Status) -> Set<Int64>? {
        var found: Set<Int64> = []
        var rows = 0
        try occurrences(word, atMost: limit + 1) { record, _ in
            rows += 1
            found.insert(record)
        }
        return rows > limit ? nil : found
    }

    private func occurrences(
        _ word: SearchWord,
        atMost count: Int,
        _ visit: (_ record: Int64, _ score: Int) -> Void
    ) throws(Status) {
        let statement = statements.words
        defer { statement.reset() }
        statement.bind(1, kind.wordsKey)
        statement.bind(2, text: word.bytes)
        // UTF-8 has no byte 0xFF.
        statement.bind(5, text: word.bytes + (word.isPrefix ? [0xFF] : [0]))
        statement.bind(3, sequence)
        statement.bind(4, Int64(count))
        while try statement.step() { visit(statement.integer(0), Int(statement.integer(1))) }
    }

    private func records(_ field: Int, _ test: TermTest) throws(Status) -> Set<Int64>? {
        let declared = kind.kind.fields[field]
        var statement = statements.range
        switch test {
        case .present: bind(nil, nil, to: statement)
        case .equal(let value):
            statement = statements.equal
            if declared.type == .name {
                guard let target = try record(named: value) else { return [] }
                statement.bind(2, term: target)
            } else {
                guard Self.bind(2, value, declared, to: statement) else { return [] }
            }
        case .within(let from, let to):
            guard declared.type != .name else { return nil }
            bind(nil, nil, to: statement)
            if let from, !Self.bind(2, from, declared, to: statement) { return [] }
            if let to { _ = Self.bind(5, to, declared, to: statement) }
        }
        return try collect(statement, key: kind.fieldKeys[field])
    }

    private func records(id test: TermTest) throws(Status) -> Set<Int64>? {
        switch test {
        case .present: return nil
        case .equal(let id): bind(id, id + [0], to: statements.ids)
        case .within(let from, let to): bind(from, to, to: statements.ids)
        }
        return try collect(statements.ids, key: kind.key)
    }

    private func collect(_ statement: any Statement, key: Int64) throws(Status) -> Set<Int64>? {
        defer { statement.reset() }
        statement.bind(1, key)
        statement.bind(3, sequence)
        statement.bind(4, Int64(limit + 1))
        var found: Set<Int64> = []
        var rows = 0
        while try statement.step() {
            rows += 1
            found.insert(statement.integer(0))
        }
        return rows > limit ? nil : found
    }

    /// Binds a range of texts.
    private func bind(_ from: [UInt8]?, _ to: [UInt8]?, to statement: any Statement) {
        if let from { statement.bind(2, text: from) } else { statement.bind(2, end: .first) }
        if let to { statement.bind(5, text: to) } else { statement.bind(5, end: .last) }
    }

    /// Binds a field's value as the table holds it; false for bytes that no value of its type has.
    static func bind(_ parameter: Int32, _ value: [UInt8], _ field: Field, to statement: any Statement) -> Bool {
        switch field.type {
        case .text, .name: statement.bind(parameter, text: value)
        case .int, .time, .bool:
            guard let number = Int64(sortable: value) else { return false }
            statement.bind(parameter, term: number)
        }
        return true
    }

    private func record(named name: [UInt8]) throws(Status) -> Int64? {
        let parts = name.split(separator: UInt8(ascii: "/"), maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let statement = statements.named
        defer { statement.reset() }
        statement.bind(1, text: [UInt8](parts[0]))
        statement.bind(2, text: [UInt8](parts[1]))
        return try statement.step() ? statement.integer(0) : nil
    }
}
