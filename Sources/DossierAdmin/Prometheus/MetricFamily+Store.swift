import DossierHost
import DossierStore

extension MetricFamily {
    /// Of the record, and of those who watch it.
    static let store = [
        MetricFamily("dossier_store_sequence", .gauge, "The last transaction that is durable.") { report in
            [MetricSample(report.store.head.sequence)]
        },
        MetricFamily(
            "dossier_store_commit_duration_seconds",
            .histogram,
            "How long the engine took for a commit, its wait for the disk included."
        ) { report in
            [MetricSample(durations: report.store.commits)]
        },
        MetricFamily("dossier_store_group_writes", .histogram, "Writes that shared a commit.") { report in
            [MetricSample(counts: report.store.groups)]
        },
        MetricFamily(
            "dossier_store_failed_groups_total",
            .counter,
            "Groups of writes that the engine did not take; they are run again in halves, or refused."
        ) { report in
            [MetricSample(report.store.failedGroups)]
        },
        MetricFamily("dossier_store_waiting_writes", .gauge, "Writes that wait for the writer.") { report in
            [MetricSample(report.store.waitingWrites)]
        },
        MetricFamily("dossier_store_cache_lookups_total", .counter, "Records looked for in memory.") { report in
            [
                MetricSample(report.store.cache.hits, ["result": "hit"]),
                MetricSample(report.store.cache.misses, ["result": "miss"]),
            ]
        },
        MetricFamily("dossier_store_cache_records", .gauge, "Records in memory.") { report in
            [MetricSample(report.store.cache.records)]
        },
        MetricFamily("dossier_store_cache_bytes", .gauge, "Bytes of the records in memory.") { report in
            [MetricSample(report.store.cache.bytes)]
        },
        MetricFamily("dossier_store_connections", .gauge, "Connections to the engine that read.") { report in
            report.store.pools.map { MetricSample($0.readers.all, ["pool": $0.name]) }
        },
        MetricFamily("dossier_store_connections_busy", .gauge, "Those of them that are in use.") { report in
            report.store.pools.map { MetricSample($0.readers.lent, ["pool": $0.name]) }
        },
        MetricFamily(
            "dossier_store_connection_wait_seconds",
            .histogram,
            "How long reads waited that found none of them free."
        ) { report in
            report.store.pools.map { MetricSample(durations: $0.readers.waits, ["pool": $0.name]) }
        },
        MetricFamily("dossier_store_replica_read", .gauge, "1 while a replica is read from; none without one.") {
            report in
            report.store.replica.map { [MetricSample($0.isRead)] } ?? []
        },
        MetricFamily("dossier_store_file_bytes", .gauge, "Size of the record's file; none in PostgreSQL.") { report in
            report.store.files.map { [MetricSample($0.record)] } ?? []
        },
        MetricFamily("dossier_store_wal_bytes", .gauge, "Size of the log before it; none in PostgreSQL.") { report in
            report.store.files.map { [MetricSample($0.log)] } ?? []
        },
        MetricFamily(
            "dossier_feed_lag_seconds",
            .histogram,
            "From a commit until all who watch have been told to look."
        ) { report in
            [MetricSample(durations: report.feed.lags)]
        },
        MetricFamily("dossier_feed_last_lag_seconds", .gauge, "The same, of the last commit.") { report in
            [MetricSample(nanoseconds: report.feed.last)]
        },
    ]
}

extension StoreReport {
    /// The connections that read, by what they read.
    fileprivate var pools: [(name: String, readers: Readers)] {
        [("record", readers)] + (replica.map { [("replica", $0.readers)] } ?? [])
    }
}
