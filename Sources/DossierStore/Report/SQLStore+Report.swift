import DossierCore

extension SQLStore {
    /// How it is. Any thread.
    public func report() -> StoreReport {
        let counts = metrics.counts
        return StoreReport(
            engine: engine,
            head: head,
            waitingWrites: writer.waiting,
            groups: counts.groups,
            commits: counts.commits,
            failedGroups: counts.failedGroups,
            cache: cache.report,
            readers: readers.report,
            replica: replicas.map { StoreReport.Replica(isRead: $0.isKeptUpWith, readers: $0.readers.report) },
            files: files()
        )
    }
}
