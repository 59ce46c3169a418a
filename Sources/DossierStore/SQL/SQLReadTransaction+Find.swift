import DossierCore

/// A listing goes one of two ways: from the few records that the index points to, sorted here; or through the records in
/// the order that is asked for, until the page is full. Where that takes long, it changes to the first way as soon as the
/// index points to no more than twice what has been looked at: so it costs what is found, not what there is.
extension SQLReadTransaction {
    final func find(_ query: Query, _ visit: Visit) throws(Status) {
        var walk = try FindWalk(query, of: try declared(query.kind), at: moment, for: clearance, key: cursorKey)
        guard walk.sequence <= head.sequence else { throw Self.notYet(walk.sequence, head) }
        try exclusively { () throws(Status) in
            if walk.left > 0 { try run(&walk, visit) }
        }
    }

    final func count(_ query: Query) throws(Status) -> UInt64 {
        let walk = try FindWalk(query, of: try declared(query.kind), at: moment, for: clearance, key: cursorKey)
        guard walk.sequence <= head.sequence else { throw Self.notYet(walk.sequence, head) }
        return try exclusively { () throws(Status) in
            let isCounted = walk.selection.condition == nil && walk.after == nil
            if isCounted, isUnlimited || walk.sequence == head.sequence { return try countAll(walk) }
            var count: UInt64 = 0
            if walk.after == nil, walk.selection.condition != nil, !walk.selection.isFiltered {
                // What the index says of words is exact.
                for record in try candidates(walk, .max).scores(walk.selection.search).keys {
                    try version(record, walk) { _ in count += 1 }
                }
                return count
            }
            try examine(walk) { view, _ in
                if let place = walk.selection.place(of: view), walk.isAhead(place) { count += 1 }
            }
            return count
        }
    }

    private func countAll(_ walk: FindWalk) throws(Status) -> UInt64 {
        let statement = statements.find.count
        defer { statement.reset() }
        statement.bind(1, walk.selection.kind.key)
        bindMoment(walk, to: statement)
        return try statement.step() ? statement.count(0) : 0
    }

    /// Lets `body` see, in no order, every version that the walk may select, and its record's key.
    final func examine(
        _ walk: FindWalk,
        _ body: (RecordView, _ record: Int64) throws(Status) -> Void
    ) throws(Status) {
        let selection = walk.selection
        if let condition = selection.condition, let records = try allCandidates(walk, condition) {
            for record in records { try version(record, walk) { view throws(Status) in try body(view, record) } }
        } else {
            try eachVersion(walk, body)
        }
    }

    /// All records that the index points to; nil when it cannot tell.
    private func allCandidates(_ walk: FindWalk, _ condition: Filter) throws(Status) -> Set<Int64>? {
        guard Candidates.areTold(by: condition, of: walk.selection.kind) else { return nil }
        // Of several parts that which points to the fewest.
        var limit = Limits.filterCandidates
        while true {
            if let records = try candidates(walk, limit).records(condition) { return records }
            limit *= 4
        }
    }

    private func run(_ walk: inout FindWalk, _ visit: Visit) throws(Status) {
        let order = walk.selection.order
        if order == .byRank, !walk.selection.isFiltered { return try walkRanks(&walk, visit) }
        if let few = try candidates(walk, among: Limits.filterCandidates) { return try showAll(few, &walk, visit) }
        switch order.keys.first?.value {
        case nil, .id:
            try walkIDs(&walk, from: walk.after?.id, isDescending: order.keys.first?.isDescending ?? false, visit)
        case .field(let field): try walkValues(of: field, &walk, visit)
        case .rank: try walkRanks(&walk, visit)
        }
    }

    /// The records that the index points to, if it can tell and they are not more than `limit`.
    private func candidates(_ walk: FindWalk, among limit: Int) throws(Status) -> Set<Int64>? {
        guard let condition = walk.selection.condition, Candidates.areTold(by: condition, of: walk.selection.kind)
        else { return nil }
        return try candidates(walk, limit).records(condition)
    }

    private func candidates(_ walk: FindWalk, _ limit: Int) -> Candidates {
        Candidates(statements: statements.find, kind: walk.selection.kind, sequence: walk.sequence, limit: limit)
    }

    // MARK: Some records, sorted here

    /// Shows those of some records that are selected.
    /// - Returns: whether more are wanted.
    @discardableResult
    private func show(
        _ records: some Sequence<Int64>,
        _ walk: inout FindWalk,
        _ visit: Visit
    ) throws(Status) -> Bool {
        var places: [(place: SortKey, record: Int64)] = []
        for record in records {
            try version(record, walk) { view in
                if let place = walk.selection.place(of: view), walk.isAhead(place) { places.append((place, record)) }
            }
        }
        places.sort { $0.place.precedes($1.place, in: walk.selection.order) }
        for (place, record) in places {
            var goesOn = true
            try version(record, walk) { goesOn = walk.take($0, at: place, visit) }
            guard goesOn else { return false }
        }
        return true
    }

    /// Shows those of the records that the index points to that are selected.
    private func showAll(_ records: Set<Int64>, _ walk: inout FindWalk, _ visit: Visit) throws(Status) {
        let order = walk.selection.order
        if order.isByID {
            let isDescending = order.keys.first?.isDescending ?? false
            try showByID(records, after: walk.after?.id, isDescending: isDescending, &walk, visit)
        } else {
            try show(records, &walk, visit)
        }
    }

    /// Shows some records in the order of their ids: only those that are shown, and those passed over on the way, are
    /// read.
    /// - Returns: whether more are wanted.
    @discardableResult
    private func showByID(
        _ records: some Sequence<Int64>,
        after: [UInt8]?,
        isDescending: Bool = false,
        _ walk: inout FindWalk,
        _ visit: Visit
    ) throws(Status) -> Bool {
        func isBehind(_ id: [UInt8], _ other: [UInt8]) -> Bool {
            isDescending ? id.lexicographicallyPrecedes(other) : other.lexicographicallyPrecedes(id)
        }
        var places: [(id: [UInt8], record: Int64)] = []
        for record in records {
            let id = try id(of: record)
            if after.map({ isBehind(id, $0) }) ?? true { places.append((id, record)) }
        }
        places.sort { isBehind($1.id, $0.id) }
        for (_, record) in places {
            var goesOn = true
            try version(record, walk) { view in
                if let place = walk.selection.place(of: view) { goesOn = walk.take(view, at: place, visit) }
            }
            guard goesOn else { return false }
        }
        return true
    }

    private func id(of record: Int64) throws(Status) -> [UInt8] {
        let statement = statements.find.id
        defer { statement.reset() }
        statement.bind(1, record)
        return try statement.step() ? [UInt8](statement.bytes(0)) : []
    }

    /// The version of a record that the walk's moment shows, if there is one.
    private func version(
        _ record: Int64,
        _ walk: FindWalk,
        _ body: (RecordView) throws(Status) -> Void
    ) throws(Status) {
        let statement = statements.find.version
        defer { statement.reset() }
        statement.bind(1, record)
        bindMoment(walk, to: statement)
        if try statement.step(), let view = try shown(in: statement, walk) { try body(view) }
    }

    /// The version in a statement's row, unless the reader may not see it.
    private func shown(in statement: any Statement, _ walk: FindWalk) throws(Status) -> RecordView? {
        let view = statement.view(kind: walk.selection.kind.nameBytes)
        guard !isUnlimited, walk.sequence < head.sequence else { return view }
        return try mayShowNames(in: view, walk.selection.kind, record: statement.recordKey) ? view : nil
    }

    final func bindMoment(_ walk: FindWalk, to statement: any Statement) {
        bindClearance(to: statement)
        statement.bind(3, walk.sequence)
        statement.bind(4, walk.selection.showDeleted ? Int64(1) : 0)
    }

    // MARK: All records, in order

    private func walkIDs(
        _ walk: inout FindWalk,
        from start: [UInt8]?,
        isDescending: Bool,
        _ visit: Visit
    ) throws(Status) {
        let statement = isDescending ? statements.find.down : statements.find.up
        defer { statement.reset() }
        statement.bind(1, walk.selection.kind.key)
        bindMoment(walk, to: statement)
        if isDescending, start == nil {
            statement.bind(2, end: .last)
        } else {
            statement.bind(2, text: start ?? [])
        }
        while try statement.step() {
            if let limit = walk.look(), let few = try candidates(walk, among: limit) {
                return try showAll(few, &walk, visit)
            }
            guard let view = try shown(in: statement, walk), let place = walk.selection.place(of: view),
                walk.isAhead(place)
            else { continue }
            guard walk.take(view, at: place, visit) else { return }
        }
    }

    /// By a field's index; of equals, and of those without a value, the rest of the order decides.
    private func walkValues(of field: Int, _ walk: inout FindWalk, _ visit: Visit) throws(Status) {
        if walk.after.map({ $0.values[0] != nil }) ?? true {
            guard try walkPresent(field, &walk, visit) else { return }
        }
        guard walk.selection.order.keys.count > 1 else {
            // Without a rest, by id.
            let start = walk.after.flatMap { $0.values[0] == nil ? $0.id : nil }
            return try walkIDs(&walk, from: start, isDescending: false, visit)
        }
        var absent: [Int64] = []
        try examine(walk) { view, record in
            if let place = walk.selection.place(of: view), place.values[0] == nil { absent.append(record) }
        }
        try show(absent, &walk, visit)
    }

    /// - Returns: whether more are wanted.
    private func walkPresent(_ field: Int, _ walk: inout FindWalk, _ visit: Visit) throws(Status) -> Bool {
        let selection = walk.selection
        let isDescending = selection.order.keys[0].isDescending
        let statement = isDescending ? statements.find.byValueDown : statements.find.byValue
        defer { statement.reset() }
        statement.bind(1, selection.kind.fieldKeys[field])
        bindMoment(walk, to: statement)
        bindStart(of: walk, selection.kind.kind.fields[field], isDescending, to: statement)
        var equals: [(place: SortKey, record: Int64)] = []
        while try statement.step() {
            if let limit = walk.look(), let few = try candidates(walk, among: limit) {
                try show(few, &walk, visit)
                return false
            }
            guard let view = try shown(in: statement, walk), let place = selection.place(of: view), walk.isAhead(place)
            else { continue }
            if selection.order.keys.count == 1 {
                guard walk.take(view, at: place, visit) else { return false }
                continue
            }
            if let first = equals.first, first.place.values[0] != place.values[0] {
                guard try show(equals.map(\.record), &walk, visit) else { return false }
                equals.removeAll()
            }
            equals.append((place, statement.recordKey))
        }
        return try show(equals.map(\.record), &walk, visit)
    }

    /// Where the last page ended, else the least or the greatest value of all.
    private func bindStart(of walk: FindWalk, _ field: Field, _ isDescending: Bool, to statement: any Statement) {
        if let value = walk.after?.values[0] {
            _ = Candidates.bind(2, value, field, to: statement)
        } else {
            statement.bind(2, end: isDescending ? .last : .first)
        }
    }

    /// Every version of the kind that the walk's moment shows, and its record's key.
    private func eachVersion(
        _ walk: FindWalk,
        _ body: (RecordView, _ record: Int64) throws(Status) -> Void
    ) throws(Status) {
        let statement = statements.find.up
        defer { statement.reset() }
        statement.bind(1, walk.selection.kind.key)
        statement.bind(2, text: [])
        bindMoment(walk, to: statement)
        while try statement.step() {
            if let view = try shown(in: statement, walk) { try body(view, statement.recordKey) }
        }
    }

    /// Best matches first, by what the index says they score.
    private func walkRanks(_ walk: inout FindWalk, _ visit: Visit) throws(Status) {
        let scores = try candidates(walk, .max).scores(walk.selection.search)
        let last = walk.after
        let groups = Dictionary(grouping: scores, by: \.value)
        for (score, records) in groups.sorted(by: { $0.key > $1.key }) {
            let rank = Selection.bytes(of: score)
            if let lowest = last?.values[0], lowest.lexicographicallyPrecedes(rank) { continue }
            let after = last?.values[0] == rank ? last?.id : nil
            guard try showByID(records.lazy.map(\.key), after: after, &walk, visit) else { return }
        }
    }
}
