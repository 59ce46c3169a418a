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

    let connection: Connection
    let statements: WriteStatements
    let wordKeys: WordKeys

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
        for term in sink.terms {
            let field = kind.kind.fields[term.field]
            let value: IndexTerm.Value
            if field.type == .name {
                let target = try named(term.value, field)
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
            try run(statements.drop, term, record, sequence)
            if connection.changes == 0 { try run(statements.end, term, record, sequence) }
        }
        try add(Array(now.subtracting(before)), record: record, since: sequence, until: 0)
    }

    /// Adds terms that hold from one transaction until another, 0: until now.
    func add(_ terms: [IndexTerm], record: Int64, since: UInt64, until: UInt64) throws(Status) {
        var rest = terms[...]
        while let first = rest.first {
            let alike = rest.prefix { $0.isWord == first.isWord }
            try table(of: first).add.run(alike, record: record, since: since, until: until) {
                (statement, parameter, term) throws(Status) in
                try bind(term, to: statement, from: parameter)
                if case .word(_, let score) = term.value { statement.bind(parameter + 2, Int64(score)) }
            }
            rest = rest.dropFirst(alike.count)
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
        _ statement: Statement,
        _ term: IndexTerm,
        _ record: Int64,
        _ sequence: UInt64
    ) throws(Status) {
        try bind(term, to: statement, from: 1)
        statement.bind(3, record)
        statement.bind(4, sequence)
        try statement.run()
    }

    /// Binds the field and the value.
    private func bind(_ term: IndexTerm, to statement: Statement, from parameter: Int32) throws(Status) {
        statement.bind(parameter, term.field)
        switch term.value {
        case .integer(let integer): statement.bind(parameter + 1, integer)
        case .text(let text): statement.bind(parameter + 1, text: text)
        case .word(let word, _): statement.bind(parameter + 1, try wordKeys.key(of: word))
        }
    }

    private func value(of term: TermSink.Term, _ field: Field) throws(Status) -> IndexTerm.Value {
        if field.type == .text { return .text(term.value) }
        guard let number = Int64(sortable: term.value) else {
            throw Status(.internal, "term \(field.name) has \(term.value.count) bytes; an integer has 8")
        }
        return .integer(number)
    }

    /// The record of that name, which is given a key if it is not there.
    private func named(_ name: [UInt8], _ field: Field) throws(Status) -> NamedRecord {
        guard let slash = name.firstIndex(of: UInt8(ascii: "/")), slash > 0, slash + 1 < name.count,
            field.takes(name[..<slash])
        else {
            let kinds = field.kinds.map { "\($0)/.." }.joined(separator: " or ")
            let said = String(decoding: name, as: UTF8.self)
            throw Status(.failedPrecondition, "\(field.name) refers to \"\(said)\", but must refer to \(kinds)")
        }
        let kind = [UInt8](name[..<slash])
        let id = [UInt8](name[(slash + 1)...])
        if let found = try find(kind, id) { return found }
        statements.addRecord.bind(1, try kindKey(kind))
        statements.addRecord.bind(2, text: id)
        try statements.addRecord.run()
        return NamedRecord(key: connection.lastKey)
    }

    private func find(_ kind: [UInt8], _ id: [UInt8]) throws(Status) -> NamedRecord? {
        let statement = statements.findNamed
        defer { statement.reset() }
        statement.bind(1, text: kind)
        statement.bind(2, text: id)
        guard try statement.step() else { return nil }
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
        statements.kindKey.bind(1, text: name)
        defer { statements.kindKey.reset() }
        if try statements.kindKey.step() { return statements.kindKey.integer(0) }
        statements.addKind.bind(1, text: name)
        try statements.addKind.run()
        return connection.lastKey
    }
}

extension Field {
    /// Whether it may name a record of a kind.
    fileprivate func takes(_ kind: ArraySlice<UInt8>) -> Bool {
        kinds.isEmpty || kinds.contains { kind.elementsEqual($0.utf8) }
    }
}
