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
    private var number: UInt64 = 0
    /// Those that refer to what is not there yet, by their numbers.
    private var waiting: [UInt64: Compared] = [:]
    /// By the hash of the name that they wait for.
    private var waiters: [Int: [UInt64]] = [:]

    /// - Parameter record: with what the file gives of other kinds.
    init(_ resources: Resources, _ ledger: ImportLedger, _ record: ForeseenRecord) {
        (self.resources, self.ledger, self.record) = (resources, ledger, record)
    }

    /// Compares resources.
    func take(_ group: [DossierResource]) async throws(Status) {
        for resource in group { ledger.read(resource.kind) }
        let compared = try await ForeseenRecord.concurrently(Array(zip((number + 1)..., group))) { [resources] in
            try await Compared($0, $1, resources)
        }
        number += UInt64(group.count)
        try await record.lookUp(Set(compared.flatMap { item in item.missing.filter { !item.isOfOwnKind($0) } }))
        compared.forEach(settle)
    }

    /// Looks in the record for what the file, which has been read to its end, has not given.
    func finish() async throws(Status) {
        let missing = Set(waiting.values.flatMap(\.missing))
        try await record.lookUp(missing)
        for name in missing where record.fault(name) == nil { arrive(name) }
        for item in waiting.values.sorted(by: { $0.item.number < $1.item.number }) { refuse(item, item.missing.min()!) }
        ledger.freeRoom()
    }

    private func settle(_ compared: Compared) {
        if case .refused = compared.outcome { return ledger.settle(compared.item, compared.outcome) }
        var compared = compared
        compared.missing = compared.missing.filter { record.fault($0) != nil }
        if let foreign = compared.missing.filter({ !compared.isOfOwnKind($0) }).min() {
            return refuse(compared, foreign)
        }
        guard !compared.missing.isEmpty else { return done(compared) }
        guard ledger.takeRoom(for: compared.item) else {
            let status = compared.refusal(compared.missing.min()!, .referenceMissing)
            return ledger.refuse(compared.item, ledger.tooMuchWaits(status))
        }
        for name in compared.missing { waiters[name.hashValue, default: []].append(compared.item.number) }
        waiting[compared.item.number] = compared
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
            for number in waiters.removeValue(forKey: name.hashValue) ?? [] {
                waiting[number]?.missing.remove(name)
                guard let item = waiting[number], item.missing.isEmpty else { continue }
                waiting[number] = nil
                ledger.settle(item.item, item.outcome)
                names.append(item.item.name)
            }
        }
    }

    private func refuse(_ compared: Compared, _ missing: String) {
        let fault = record.fault(missing) ?? .referenceMissing
        ledger.refuse(compared.item, compared.refusal(missing, fault))
    }
}
