import DossierCore

/// Turns what a module says of a record into rows of `terms` and `occurrences`. On the writer's thread.
struct TermWriter {
    /// A reference that a record holds.
    struct Reference {
        var field: Field
        /// "kind/id".
        var name: [UInt8]
        /// The key of the record referred to.
        var target: Int64
    }

    /// What a record's body gave.
    struct Terms {
        var terms: Set<IndexTerm> = []
        var references: [Reference] = []
        /// All that it gave; nil when the module did not accept it.
        var index: RecordIndex?
    }

    let connection: Connection
    let statements: WriteStatements

    /// The terms of one version. Names of records that do not exist yet are given keys.
    func terms(of view: RecordView, _ kind: DeclaredKind) throws(Status) -> Terms {
        var sink = TermSink(fieldCount: kind.kind.fields.count)
        try kind.kind.index(view, &sink)
        let index = try RecordIndex(sink)
        var result = Terms(index: index)
        for word in index.words.words {
            result.terms.insert(IndexTerm(field: kind.wordsKey, value: .word(word.bytes, score: word.score)))
        }
        for term in sink.terms {
            let field = kind.kind.fields[term.field]
            let value = try value(of: term, field)
            result.terms.insert(IndexTerm(field: kind.fieldKeys[term.field], value: value))
            if field.type == .name, case .integer(let target) = value {
                result.references.append(Reference(field: field, name: term.value, target: target))
            }
        }
        return result
    }

    /// Makes `new` the terms that hold for a record from a transaction on, where `old` held until then.
    func replace(_ old: Set<IndexTerm>, by new: Set<IndexTerm>, record: Int64, from sequence: UInt64) throws(Status) {
        for term in old where !new.contains(term) {
            let statements = table(of: term)
            try run(statements.drop, term, record, sequence)
            if connection.changes == 0 { try run(statements.end, term, record, sequence) }
        }
        for term in new where !old.contains(term) {
            try add(term, record: record, since: sequence, until: 0)
        }
    }

    /// Adds a term that holds from one transaction until another, 0: until now.
    func add(_ term: IndexTerm, record: Int64, since: UInt64, until: UInt64) throws(Status) {
        let statement = table(of: term).add
        statement.bind(5, until)
        if case .word(_, let score) = term.value { statement.bind(6, Int64(score)) }
        try run(statement, term, record, since)
    }

    /// Takes away a term, and its word from those that are interned when no record has it any more.
    func remove(_ span: TermSpan, record: Int64) throws(Status) {
        let statement = table(of: span.term).remove
        statement.bind(5, span.until)
        try run(statement, span.term, record, span.since)
        guard case .word(let word, _) = span.term.value else { return }
        let drop = try connection.prepare(
            """
            DELETE FROM words WHERE text = ?1 AND NOT EXISTS (
            SELECT 1 FROM fields f CROSS JOIN occurrences o ON o.field = f.field AND o.word = words.word)
            """
        )
        drop.bind(1, text: word)
        try drop.run()
    }

    private func table(of term: IndexTerm) -> TermStatements {
        if case .word = term.value { statements.words } else { statements.terms }
    }

    private func run(
        _ statement: Statement,
        _ term: IndexTerm,
        _ record: Int64,
        _ sequence: UInt64
    ) throws(Status) {
        statement.bind(1, term.field)
        switch term.value {
        case .integer(let integer): statement.bind(2, integer)
        case .text(let text): statement.bind(2, text: text)
        case .word(let word, _): statement.bind(2, try wordKey(word))
        }
        statement.bind(3, record)
        statement.bind(4, sequence)
        try statement.run()
    }

    private func value(of term: TermSink.Term, _ field: Field) throws(Status) -> IndexTerm.Value {
        switch field.type {
        case .text: return .text(term.value)
        case .name: return .integer(try recordKey(name: term.value, field))
        case .int, .time, .bool:
            guard let number = Int64(sortable: term.value) else {
                throw Status(.internal, "term \(field.name) has \(term.value.count) bytes; an integer has 8")
            }
            return .integer(number)
        }
    }

    private func recordKey(name: [UInt8], _ field: Field) throws(Status) -> Int64 {
        let parts = name.split(separator: UInt8(ascii: "/"), maxSplits: 1)
        guard parts.count == 2, field.kinds.isEmpty || field.kinds.contains(where: { parts[0].elementsEqual($0.utf8) })
        else {
            let kinds = field.kinds.map { "\($0)/.." }.joined(separator: " or ")
            let said = String(decoding: name, as: UTF8.self)
            throw Status(.failedPrecondition, "\(field.name) refers to \"\(said)\", but must refer to \(kinds)")
        }
        return try recordKey(kind: kindKey([UInt8](parts[0])), id: [UInt8](parts[1]))
    }

    private func wordKey(_ word: [UInt8]) throws(Status) -> Int64 {
        statements.findWord.bind(1, text: word)
        defer { statements.findWord.reset() }
        if try statements.findWord.step() { return statements.findWord.integer(0) }
        statements.addWord.bind(1, text: word)
        try statements.addWord.run()
        return connection.lastKey
    }

    private func kindKey(_ name: [UInt8]) throws(Status) -> Int64 {
        statements.kindKey.bind(1, text: name)
        defer { statements.kindKey.reset() }
        if try statements.kindKey.step() { return statements.kindKey.integer(0) }
        statements.addKind.bind(1, text: name)
        try statements.addKind.run()
        return connection.lastKey
    }

    private func recordKey(kind: Int64, id: [UInt8]) throws(Status) -> Int64 {
        statements.findRecord.bind(1, kind)
        statements.findRecord.bind(2, text: id)
        defer { statements.findRecord.reset() }
        if try statements.findRecord.step() { return statements.findRecord.integer(0) }
        statements.addRecord.bind(1, kind)
        statements.addRecord.bind(2, text: id)
        try statements.addRecord.run()
        return connection.lastKey
    }
}
