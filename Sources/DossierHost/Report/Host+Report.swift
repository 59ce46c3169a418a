import DossierCore
import DossierTransport

extension Host {
    /// How all is.
    func report(_ transport: TransportReport) -> ServerReport {
        let now = WallClock.now()
        return ServerReport(
            version: Host.version,
            startTime: startTime,
            time: now,
            isDraining: isDraining,
            modules: modules.map(\.report),
            openStreams: router.table.open { $0.method.route.serverStreams }.count,
            unknownMethods: router.unknownMethods,
            slowCalls: router.slowCalls.recent(now: now),
            feed: feedMetrics.report,
            transport: transport,
            store: store.report(),
            process: .now()
        )
    }

    /// Calls that have not ended.
    var openCalls: Int { modules.reduce(0) { $0 + $1.openCalls.count } }

    /// Of all modules, and of methods that none has.
    /// - Parameter ofModules: each one's.
    func callTotals(_ ofModules: [CallTotals]) -> CallTotals {
        var totals = CallTotals.sum(ofModules)
        totals.refused += router.unknownMethods
        return totals
    }
}

extension LoadedModule {
    var callTotals: CallTotals { .sum(methods.map(\.totals)) }

    var report: ModuleReport {
        ModuleReport(
            id: id,
            version: version,
            state: state.load(ordering: .relaxed),
            services: services,
            kinds: kindNames,
            openCalls: openCalls.count,
            openWrites: writes.pending,
            queue: queue.report,
            methods: methods.map(\.report)
        )
    }
}
