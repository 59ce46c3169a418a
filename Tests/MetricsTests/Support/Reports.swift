import DossierCore

@testable import DossierHost
@testable import DossierStore
@testable import DossierTransport

/// Reports of servers that never were.
enum Reports {
    static func method(
        _ name: String,
        service: String = "a.v1.Things",
        calls: [(StatusCode, UInt64)] = [],
        durations: [Int64] = [],
        streams: Bool = false
    ) -> MethodReport {
        MethodReport(
            service: service,
            name: name,
            streams: streams,
            calls: calls.map { MethodReport.Calls(door: .grpc, code: $0.0, count: $0.1) },
            durations: distribution(durations)
        )
    }

    static func module(_ methods: [MethodReport], id: String = "a.things") -> ModuleReport {
        ModuleReport(
            id: id,
            version: "1.0.0",
            state: .serving,
            services: [],
            kinds: [],
            openCalls: 0,
            openWrites: 0,
            queue: .init(
                workers: 4,
                busy: 0,
                waiting: 0,
                urgent: 0,
                waits: distribution([]),
                refused: 0,
                late: 0
            ),
            methods: methods
        )
    }

    static func server(
        _ modules: [ModuleReport],
        slowCalls: [SlowCall] = [],
        replica: Bool? = nil,
        files: StoreReport.Files? = nil,
        cpuNanoseconds: UInt64 = 0
    ) -> ServerReport {
        ServerReport(
            version: "1.2.3",
            startTime: 0,
            time: 65_000_000_000,
            isDraining: false,
            modules: modules,
            openStreams: 0,
            unknownMethods: 0,
            slowCalls: slowCalls,
            feed: FeedReport(last: 0, lags: distribution([])),
            transport: TransportReport(connections: [], open: 0, refused: [:], handshakes: 0, failedHandshakes: 0),
            store: store(replica: replica, files: files),
            process: ProcessReport(
                cpuNanoseconds: cpuNanoseconds,
                residentBytes: 3 << 20,
                virtualBytes: 1 << 30,
                openFiles: 10,
                openFilesMost: 1_024,
                threads: 8
            )
        )
    }

    private static func store(replica: Bool?, files: StoreReport.Files?) -> StoreReport {
        let readers = StoreReport.Readers(all: 8, lent: 0, waits: distribution([]))
        return StoreReport(
            engine: "none",
            head: Moment(sequence: 0, time: 0),
            waitingWrites: 0,
            groups: Distribution(.counts),
            commits: distribution([]),
            failedGroups: 0,
            cache: RecordCache.Report(),
            readers: readers,
            replica: replica.map { StoreReport.Replica(isRead: $0, readers: readers) },
            files: files
        )
    }

    private static func distribution(_ values: [Int64]) -> Distribution {
        var distribution = Distribution(.durations)
        for value in values { distribution.record(value) }
        return distribution
    }
}
