import DossierCore

/// What is read straight off the index.
extension SQLiteReadTransaction {
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
            statement.bind(2, named)
            statement.bind(3, moment.sequence)
            while try statement.step() {
                let view = statement.view(kind: referring.nameBytes)
                guard visit(view, UnsafeRawBufferPointer(start: nil, count: 0)) else { return }
            }
        }
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
