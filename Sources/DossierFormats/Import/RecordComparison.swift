import DossierClient
import DossierCore
import DossierWire

/// Finds out what an import would do with the resources of one kind, by what the record holds. Used by one task.
///
/// As when they are written, what refers to one of its own kind that may stand later in the file waits for it.
final class RecordComparison {
    private let resources: Resources
    private let ledger: ImportLedger
    private let record: ForeseenRecord
    private var batch: [DossierResource] = []
    /// Those that refer to what is not there yet.
    private var waiting: [Compared?] = []
    private var waitingBytes = 0
    /// By the hash of the name that they wait for: places in `waiting`.
    private var waiters: [Int: [Int]] = [:]

    /// - Parameter record: with what the file gives of other kinds.
    init(_ resources: Resources, _ ledger: ImportLedger, _ record: ForeseenRecord) {
        (self.resources, self.ledger, self.record) = (resources, ledger, record)
    }

    /// Compares a resource, now or with the next.
    func take(_ resource: DossierResource) async throws(Status) {
        batch.append(resource)
        if batch.count == Limits.importCalls { try await compare() }
    }

    /// Compares what is left, and looks in the record for what the file has not given.
    func finish() async throws(Status) {
        try await compare()
        try await record.lookUp(Set(waiting.flatMap { $0?.missing ?? [] }))
        for name in Set(waiting.flatMap { $0?.missing ?? [] }) where record.fault(name) == nil { arrive(name) }
        for item in waiting.compactMap(\.self) { refuse(item, item.missing.min()!) }
        ledger.refuseDeferred()
    }

    private func compare() async throws(Status) {
        let compared = try await ForeseenRecord.concurrently(batch) { [resources] in
            try await Compared($0, resources)
        }
        batch = []
        try await record.lookUp(Set(compared.flatMap { item in item.missing.filter { !item.isOfOwnKind($0) } }))
        compared.forEach(settle)
    }

    private func settle(_ compared: Compared) {
        if case .refused = compared.outcome { return ledger.settle(compared.item, compared.outcome) }
        var compared = compared
        compared.missing = compared.missing.filter { record.fault($0) != nil }
        if let foreign = compared.missing.filter({ !compared.isOfOwnKind($0) }).min() {
            return refuse(compared, foreign)
        }
        guard !compared.missing.isEmpty else { return done(compared) }
        waitingBytes += compared.missing.reduce(0) { $0 + $1.utf8.count }
        guard waitingBytes <= Limits.importDeferredBytes else {
            let status = compared.refusal(compared.missing.min()!, .referenceMissing)
            return ledger.settle(compared.item, .refused(ImportLedger.tooMuchWaits(status)))
        }
        for name in compared.missing { waiters[name.hashValue, default: []].append(waiting.count) }
        waiting.append(compared)
    }

    private func done(_ compared: Compared) {
        ledger.settle(compared.item, compared.outcome)
        arrive(compared.item.name)
    }

    /// Goes on with what waited for a name, and with what waited for that: with a list of our own, since chains can be long.
    private func arrive(_ name: String) {
        var names = [name]
        while let name = names.popLast() {
            record.add(name)
            for place in waiters.removeValue(forKey: name.hashValue) ?? [] {
                waiting[place]?.missing.remove(name)
                guard let item = waiting[place], item.missing.isEmpty else { continue }
                waiting[place] = nil
                ledger.settle(item.item, item.outcome)
                names.append(item.item.name)
            }
        }
    }

    private func refuse(_ compared: Compared, _ missing: String) {
        let fault = record.fault(missing) ?? .referenceMissing
        ledger.settle(compared.item, .refused(compared.refusal(missing, fault)))
    }
}
