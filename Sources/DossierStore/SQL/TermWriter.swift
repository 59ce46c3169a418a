import DossierCore

/// Turns what a module says of a record into rows of `terms` and `occurrences`. On the writer's thread.
struct TermWriter {
    /// A reference that a record holds.
    struct Reference {
        var field: Field
        /// "kind/id".
        var name: [UInt8]
        /// The record referred to, as it was when the reference was read.
        var target: NamedRecord
    }

    /// What a record's body gave.
    struct Terms {
        /// In no order; one may be there twice.
        var terms: [IndexTerm] = []
        var references: [Reference] = []
        /// All that it gave; nil when the module did not accept it.
        var index: RecordIndex?
    }

    let connection: any Connection
    let statements: WriteStatements
    let rows: RowKeys
    let wordKeys: WordKeys

    /// A transaction has begun, and has written nothing yet.
    func begin() throws(Status) {
        try rows.begin()
        wordKeys.begin()
    }

    /// The terms of one version. Names of records that do not exist yet are given keys.
    func terms(of view: RecordView, _ kind: DeclaredKind) throws(Status) -> Terms {
        var sink = TermSink(fieldCount: kind.kind.fields.count)
        try kind.kind.index(view, &sink)
        let index = try RecordIndex(sink)
        var result = Terms(index: index)
        result.terms.reserveCapacity(index.words.words.count + sink.terms.count)
        for word in index.words.words {
            result.terms.append(IndexTerm(field: kind.wordsKey, value: .word(word.bytes, score: word.score)))
        }
        var targets = try named(sink.terms.filter { kind.kind.fields[$0.field].type == .name }, kind)[...]
        for term in sink.terms {
            let field = kind.kind.fields[term.field]
            let value: IndexTerm.Value
            if field.type == .name, let target = targets.popFirst() {
                result.references.append(Reference(field: field, name: term.value, target: target))
                value = .integer(target.key)
            } else {
                value = try self.value(of: term, field)
            }
            result.terms.append(IndexTerm(field: kind.fieldKeys[term.field], value: value))
        }
        return result
    }

    /// Makes `new` the terms that hold for a record from a transaction on, where `old` held until then.
    func replace(_ old: [IndexTerm], by new: [IndexTerm], record: Int64, from sequence: UInt64) throws(Status) {
        guard !old.isEmpty else { return try add(new, record: record, since: sequence, until: 0) }
        let before = Set(old)
        let now = Set(new)
        for term in before.subtracting(now) {
            let statements = table(of: term)
            // What was dropped is not there to be ended.
            try run(statements.drop, term, record, sequence)
            try run(statements.end, term, record, sequence)
        }
        try add(Array(now.subtracting(before)), record: record, since: sequence, until: 0)
    }

    /// Adds terms that hold from one transaction until another, 0: until now.
    func add(_ terms: [IndexTerm], record: Int64, since: UInt64, until: UInt64) throws(Status) {
        var (words, texts, others): ([IndexTerm], [[UInt8]], [IndexTerm]) = ([], [], [])
        words.reserveCapacity(terms.count)
        texts.reserveCapacity(terms.count)
        for term in terms {
            if let text = term.word {
                words.append(term)
                texts.append(text)
            } else {
                others.append(term)
            }
        }
        let keys = try wordKeys.keys(of: texts)
        try statements.words.add.run(words.count, record: record, since: since, until: until) {
            statement,
            parameter,
            row in
            Self.bind(words[row], key: keys[row], to: statement, from: parameter)
            if case .word(_, let score) = words[row].value { statement.bind(parameter + 2, Int64(score)) }
        }
        try statements.terms.add.run(others.count, record: record, since: since, until: until) {
            statement,
            parameter,
            row in
            Self.bind(others[row], key: 0, to: statement, from: parameter)
        }
    }

    /// Takes away a term, and its word from those that are interned when no record has it any more.
    func remove(_ span: TermSpan, record: Int64) throws(Status) {
        let statement = table(of: span.term).remove
        statement.bind(5, span.until)
        try run(statement, span.term, record, span.since)
        guard case .word(let word, _) = span.term.value else { return }
        wordKeys.forget()
        let drop = try connection.prepare(
            """
            DELETE FROM words WHERE text = ?1 AND NOT EXISTS (
            SELECT 1 FROM fields f CROSS JOIN occurrences o ON o.field = f.field AND o.word = words.word)
            """
        )
        drop.bind(1, text: word)
        try drop.run()
    }

    private func table(of term: IndexTerm) -> TermStatements { term.isWord ? statements.words : statements.terms }

    private func run(
        _ statement: any Statement,
        _ term: IndexTerm,
        _ record: Int64,
        _ sequence: UInt64
    ) throws(Status) {
        let key = if let word = term.word { try wordKeys.key(of: word) } else { Int64(0) }
        Self.bind(term, key: key, to: statement, from: 1)
        statement.bind(3, record)
        statement.bind(4, sequence)
        try statement.run()
    }

    /// Binds the field and the value; of a word its key.
    private static func bind(_ term: IndexTerm, key: Int64, to statement: any Statement, from parameter: Int32) {
        statement.bind(parameter, term.field)
        switch term.value {
        case .integer(let integer): statement.bind(parameter + 1, term: integer)
        case .text(let text): statement.bind(parameter + 1, text: text)
        case .word: statement.bind(parameter + 1, key)
        }
    }

    private func value(of term: TermSink.Term, _ field: Field) throws(Status) -> IndexTerm.Value {
        if field.type == .text { return .text(term.value) }
        guard let number = Int64(sortable: term.value) else {
            throw Status(.internal, "term \(field.name) has \(term.value.count) bytes; an integer has 8")
        }
        return .integer(number)
    }

    /// The records that terms name, which are given keys where they are not there.
    private func named(_ terms: [TermSink.Term], _ kind: DeclaredKind) throws(Status) -> [NamedRecord] {
        guard !terms.isEmpty else { return [] }
        let names = try terms.map { (term) throws(Status) in
            try Self.parts(of: term.value, kind.kind.fields[term.field])
        }
        var found = [NamedRecord?](repeating: nil, count: names.count)
        let statement = statements.findNamed
        try statement.each(names.count) { place in
            statement.bind(1, text: names[place].kind)
            statement.bind(2, text: names[place].id)
        } visit: { place in
            found[place] = Self.record(in: statement)
        }
        // What is named twice is given its key the first time.
        var new: [[UInt8]: NamedRecord] = [:]
        var records: [NamedRecord] = []
        records.reserveCapacity(names.count)
        for (place, name) in names.enumerated() {
            let full = terms[place].value
            if let record = found[place] ?? new[full] {
                records.append(record)
            } else {
                let record = NamedRecord(key: try addRecord(kindKey(name.kind), name.id))
                new[full] = record
                records.append(record)
            }
        }
        return records
    }

    /// Kind and id.
    private static func parts(of name: [UInt8], _ field: Field) throws(Status) -> (kind: [UInt8], id: [UInt8]) {
        guard let slash = name.firstIndex(of: UInt8(ascii: "/")), slash > 0, slash + 1 < name.count,
            field.takes(name[..<slash])
        else {
            let kinds = field.kinds.map { "\($0)/.." }.joined(separator: " or ")
            let said = String(decoding: name, as: UTF8.self)
            throw Status(.failedPrecondition, "\(field.name) refers to \"\(said)\", but must refer to \(kinds)")
        }
        return ([UInt8](name[..<slash]), [UInt8](name[(slash + 1)...]))
    }

    /// Gives a record that there is not a key.
    func addRecord(_ kind: Int64, _ id: [UInt8]) throws(Status) -> Int64 {
        let key = try rows.next(.records)
        statements.addRecord.bind(1, key)
        statements.addRecord.bind(2, kind)
        statements.addRecord.bind(3, text: id)
        try statements.addRecord.run()
        return key
    }

    /// In the row of `findNamed`.
    private static func record(in statement: any Statement) -> NamedRecord {
        guard !statement.isNull(1) else { return NamedRecord(key: statement.integer(0)) }
        return NamedRecord(
            key: statement.integer(0),
            state: statement.integer(1) == 0 ? .live : .tombstone,
            mark: StoredMark(
                tlp: UInt32(truncatingIfNeeded: statement.integer(2)),
                need: UInt32(truncatingIfNeeded: statement.integer(3))
            )
        )
    }

    private func kindKey(_ name: [UInt8]) throws(Status) -> Int64 {
        let find = statements.kindKey
        find.bind(1, text: name)
        defer { find.reset() }
        if try find.step() { return find.integer(0) }
        let add = statements.addKind
        add.bind(1, text: name)
        defer { add.reset() }
        return try add.step() ? add.integer(0) : 0
    }
}

extension Field {
    /// Whether it may name a record of a kind.
    fileprivate func takes(_ kind: ArraySlice<UInt8>) -> Bool {
        kinds.isEmpty || kinds.contains { kind.elementsEqual($0.utf8) }
    }
}
