import DossierCore

/// What is read straight off the index.
extension SQLReadTransaction {
    final func referrers(
        kind: String,
        id: UnsafeRawBufferPointer,
        of referring: String,
        field: Int,
        _ visit: Visit
    ) throws(Status) {
        let referring = try declared(referring)
        guard try referring.field(field).type == .name else {
            let name = referring.kind.fields[field].name
            throw Status(.invalidArgument, "\(name) of \(referring.kind.name) holds no names; give a field that does")
        }
        try exclusively { () throws(Status) in
            guard let named = try record(kind, id) else { return }
            let statement = statements.index.referrers
            defer { statement.reset() }
            statement.bind(1, referring.fieldKeys[field])
            statement.bind(2, term: named)
            statement.bind(3, moment.sequence)
            bindClearance(to: statement)
            while try statement.step() {
                let view = statement.view(kind: referring.nameBytes)
                if moment.sequence < head.sequence {
                    guard try mayShowNames(in: view, referring, record: statement.recordKey) else { continue }
                }
                guard visit(view, UnsafeRawBufferPointer(start: nil, count: 0)) else { return }
            }
        }
    }

    final func tally(_ query: Query, field: Int, _ visit: TallyVisit) throws(Status) {
        var query = query
        query.order = ""
        query.cursor = []
        let kind = try declared(query.kind)
        let type = try kind.field(field).type
        let walk = try FindWalk(query, of: kind, at: moment, for: clearance, key: cursorKey)
        try exclusively { () throws(Status) in
            var tally = Tally()
            if walk.selection.condition == nil, isUnlimited {
                try count(kind.fieldKeys[field], type, walk, in: &tally)
            } else {
                try examine(walk) { view, _ throws(Status) in
                    for value in walk.selection.values(of: field, in: view) { try tally.add(value) }
                }
            }
            tally.visit(visit)
        }
    }

    /// Counts all values that the index holds.
    private func count(
        _ field: Int64,
        _ type: Field.ValueType,
        _ walk: FindWalk,
        in tally: inout Tally
    ) throws(Status) {
        let statement = statements.index.tally
        defer { statement.reset() }
        statement.bind(1, field)
        bindMoment(walk, to: statement)
        while try statement.step() {
            let value =
                switch type {
                case .text: [UInt8](statement.bytes(0))
                case .name: try name(ofRecord: statement.term(0))
                case .int, .time, .bool: statement.term(0).sortable
                }
            try tally.add(value, statement.count(1))
        }
    }

    private func name(ofRecord record: Int64) throws(Status) -> [UInt8] {
        let statement = statements.index.name
        defer { statement.reset() }
        statement.bind(1, record)
        guard try statement.step() else { throw .damaged("a name refers to a record that there is not") }
        return statement.bytes(0) + [UInt8(ascii: "/")] + statement.bytes(1)
    }

    /// A record's key; nil when nobody has written nor named it.
    private func record(_ kind: String, _ id: UnsafeRawBufferPointer) throws(Status) -> Int64? {
        let statement = statements.find.named
        defer { statement.reset() }
        statement.bind(1, text: kind)
        statement.bind(2, borrowedText: id)
        return try statement.step() ? statement.integer(0) : nil
    }
}
