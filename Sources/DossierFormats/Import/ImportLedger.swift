import DossierClient
import DossierCore
import Synchronization

/// Keeps count of what becomes of the resources of an import. From any thread.
final class ImportLedger: Sendable {
    private struct State {
        var report: ImportReport
        /// In the order in which they were refused.
        var deferred: [DeferredItem] = []
        /// What is left for those that wait.
        var room: Int

        /// Whether there was room for one more that waits.
        mutating func takeRoom(for item: ImportItem) -> Bool {
            guard item.request.count <= room else { return false }
            room -= item.request.count
            return true
        }
    }

    private let room: Int
    private let state: Mutex<State>
    private let progress: @Sendable (Int) -> Void

    /// - Parameter room: for those that wait, bytes as they are sent.
    init(
        _ tally: ImportTally,
        room: Int = Limits.importDeferredBytes,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        state = Mutex(State(report: ImportReport(tally: tally), room: room))
        self.room = room
        self.progress = progress
    }

    /// The reader has given a resource.
    func read(_ kind: ResourceKind) { state.withLock { $0.report.counts[kind, default: .init()].read += 1 } }

    /// What became of an item. One that refers to another of its kind waits for it, while there is room.
    func settle(_ item: ImportItem, _ outcome: ImportLane.Outcome) {
        let isOver = state.withLock { state in
            if case .refused(let status) = outcome, let missing = status.subject(of: .referenceMissing),
                missing.hasPrefix("\(item.kind)/")
            {
                guard state.takeRoom(for: item) else {
                    state.report.count(item, .refused(tooMuchWaits(status)))
                    return true
                }
                state.deferred.append(DeferredItem(item: item, missing: missing, status: status))
                return false
            }
            state.report.count(item, outcome)
            return true
        }
        if isOver { progress(1) }
    }

    /// One that waits for nothing more is refused.
    func refuse(_ item: ImportItem, _ status: Status) {
        state.withLock { $0.report.count(item, .refused(status)) }
        progress(1)
    }

    /// Whether one that is not sent finds room to wait, as it would if it was. It keeps that until the last of its kind has
    /// been read.
    func takeRoom(for item: ImportItem) -> Bool { state.withLock { $0.takeRoom(for: item) } }

    /// The file may hold what is missing: that is not known any more.
    func tooMuchWaits(_ status: Status) -> Status {
        let reason = """
            too much waits for what stands later in the file (more than \(room) bytes); import it again, which takes this if \
            the file holds what it refers to
            """
        return Status(.resourceExhausted, "\(status.message); \(reason)")
    }

    /// Nothing waits any more of what has taken room.
    func freeRoom() { state.withLock { $0.room = room } }

    /// How many wait.
    var deferredCount: Int { state.withLock { $0.deferred.count } }

    /// Those that wait, each after the one that it waits for; then none do.
    func takeDeferred() -> [ImportItem] {
        state.withLock { state in
            defer { (state.deferred, state.room) = ([], room) }
            return DeferredItem.ordered(state.deferred).map(\.item)
        }
    }

    /// Those that wait, wait in vain.
    func refuseDeferred() {
        let count = state.withLock { state in
            for deferred in state.deferred { state.report.count(deferred.item, .refused(deferred.status)) }
            defer { (state.deferred, state.room) = ([], room) }
            return state.deferred.count
        }
        progress(count)
    }

    /// What has been counted, with what the reader has noticed.
    func report(_ reader: any ImportReader, _ end: ImportReport.End) -> ImportReport {
        var report = state.withLock { $0.report }
        report.tally = reader.tally
        report.remarks = reader.remarks.adding(report.remarks)
        report.end = end
        return report
    }
}

extension ImportReport {
    fileprivate mutating func count(_ item: ImportItem, _ outcome: ImportLane.Outcome) {
        switch outcome {
        case .created: counts[item.kind, default: .init()].created += 1
        case .updated: counts[item.kind, default: .init()].updated += 1
        case .unchanged: counts[item.kind, default: .init()].unchanged += 1
        case .refused(let status): refuse(item, status)
        }
    }

    private mutating func refuse(_ item: ImportItem, _ status: Status) {
        counts[item.kind, default: .init()].refused += 1
        if refusals.count < Limits.importRefusals {
            refusals.append(Refusal(name: item.name, place: item.place, status: status))
        }
        let (missing, deleted) = (status.subject(of: .referenceMissing), status.subject(of: .referenceDeleted))
        if let name = missing ?? deleted {
            let kind = name.prefix { $0 != "/" }
            let what = deleted == nil ? "is neither in the file nor in the record" : "is deleted"
            let reason = "it refers to one of the \(kind) that \(what)"
            remarks.note(.dangling, item.kind.field, reason, id: item.name, at: item.place)
        }
    }
}
