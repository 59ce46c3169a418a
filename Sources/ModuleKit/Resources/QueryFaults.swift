/// Tells which part of a query the store could not read.
enum QueryFaults {
    /// INVALID_ARGUMENT naming each field of the request that the store refuses when it is asked for that part alone.
    static func check(
        _ query: Query,
        _ parts: [(field: FieldRef, part: WritableKeyPath<Query, String>)],
        in transaction: Transaction
    ) throws(Interrupt) {
        let violations = Violations()
        for (field, part) in parts where !query[keyPath: part].isEmpty {
            // Nothing is visited, so it costs no more than to read it.
            var alone = Query(kind: query.kind, limit: 0)
            alone[keyPath: part] = query[keyPath: part]
            do throws(Interrupt) {
                try transaction.find(alone) { _ in false }
            } catch {
                guard case .failed(let status) = error, status.code == .invalidArgument else { throw error }
                violations.add(field.name, status.message)
            }
        }
        try violations.check()
    }
}
