import DossierCore
import DossierHost
import DossierStore

/// How the record is written and read.
struct StoreTables {
    let window: ReportWindow

    private var store: StoreReport { window.now.store }

    var html: HTML { "\(writes.html)\(reads.html)" }

    private var writes: FactTable {
        let groups = window.recent { $0.store.groups }
        let failed = window.perSecond { $0.store.failedGroups }
        let facts: [(String, HTML)] = [
            ("last transaction", HTML(text: Figure.count(store.head.sequence))),
            ("commits/s", HTML(text: Figure.rate(window.perSecond { $0.store.commits.count }))),
            ("writes/s", HTML(text: Figure.rate(window.perSecond { $0.store.groups.sum }))),
            ("writes that share a commit", .spread(groups) { Figure.count($0) }),
            ("commit, fsync included", .spread(window.recent { $0.store.commits }, Figure.duration)),
            ("writes that wait", HTML(text: Figure.count(store.waitingWrites))),
            ("groups not taken/s", .alarm(Figure.rate(failed), if: failed ?? 0 > 0)),
        ]
        return FactTable(title: "Writes", facts: facts + files)
    }

    private var files: [(String, HTML)] {
        guard let files = store.files else { return [] }
        return [
            ("file of the record", HTML(text: Figure.bytes(Double(files.record)))),
            ("log before it (WAL)", HTML(text: Figure.bytes(Double(files.log)))),
        ]
    }

    private var reads: FactTable {
        let hits = window.perSecond { $0.store.cache.hits } ?? 0
        let misses = window.perSecond { $0.store.cache.misses } ?? 0
        let facts: [(String, HTML)] = [
            ("found in memory", HTML(text: Figure.percent(hits + misses > 0 ? hits / (hits + misses) : nil))),
            ("records in memory", HTML(text: Figure.count(store.cache.records))),
            ("their size", HTML(text: Figure.bytes(Double(store.cache.bytes)))),
        ]
        let record = readers(store.readers, waits: window.recent { $0.store.readers.waits })
        return FactTable(title: "Reads", facts: facts + record + replica)
    }

    private var replica: [(String, HTML)] {
        guard let replica = store.replica else { return [] }
        let waits = window.recent(replica.readers.waits, since: window.before?.store.replica?.readers.waits)
        return [("replica", .alarm(replica.isRead ? "is read" : "is left alone: behind", if: !replica.isRead))]
            + readers(replica.readers, waits: waits).map { ("replica: \($0.0)", $0.1) }
    }

    private func readers(_ readers: StoreReport.Readers, waits: Distribution?) -> [(String, HTML)] {
        [
            ("busy connections", "\(readers.lent) of \(readers.all)"),
            ("wait when none was free", .spread(waits, Figure.duration)),
        ]
    }
}
