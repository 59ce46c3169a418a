import DossierClient
import DossierCore
import NIOCore
import NIOPosix

/// Makes a load.
public enum LoadRun {
    /// Connects, calls for as long as the plan says, and waits for the last answers.
    /// - Parameters:
    ///   - progress: told how far it is.
    ///   - client: asks the server what the calls cost it; nil: it is not asked.
    /// - Throws: UNAVAILABLE when a connection cannot be made or breaks; what the protocol says when it goes wrong.
    public static func run(
        _ plan: LoadPlan,
        _ progress: LoadProgress? = nil,
        asking client: Client? = nil
    ) async throws(Status) -> LoadResult {
        try plan.token?.check(for: plan.address, isEncrypted: plan.tls != nil)
        do {
            switch plan.speaks {
            case .ttrpc: return try await run(plan, progress, client, TTRPCWire.self)
            case .grpc: return try await run(plan, progress, client, GRPCWire.self)
            }
        } catch {
            throw error as? Status ?? Status(.unavailable, "the load has broken off: \(error)")
        }
    }

    private static func run<Wire: LoadWire>(
        _ plan: LoadPlan,
        _ progress: LoadProgress?,
        _ client: Client?,
        _: Wire.Type
    ) async throws -> LoadResult {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: plan.threads)
        do {
            let loops = try await connect(plan, progress, on: group, Wire.self)
            let probe = plan.watchers > 0 ? try await WatchProbe(plan) : nil
            let schedule = Schedule(plan)
            async let watch = probe?.run(schedule)
            async let use = serverUse(client, schedule)
            let results = loops.map { loop in loop.eventLoop.flatSubmit { loop.value.start(schedule) } }
            let done = try await EventLoopFuture.whenAllSucceed(results, on: group.any()).get()
            let result = LoadResult(plan, done, await use, watch: await watch)
            try await group.shutdownGracefully()
            return result
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    private static func serverUse(_ client: Client?, _ schedule: Schedule) async -> Result<ServerUse, Status>? {
        guard let client else { return nil }
        return await ServerUse.during(schedule, client)
    }

    /// Every loop with its share of the connections.
    private static func connect<Wire: LoadWire>(
        _ plan: LoadPlan,
        _ progress: LoadProgress?,
        on group: MultiThreadedEventLoopGroup,
        _: Wire.Type
    ) async throws -> [Bound<Wire>] {
        let eventLoops = Array(group.makeIterator().prefix(plan.connections))
        var loops: [Bound<Wire>] = []
        for (place, eventLoop) in eventLoops.enumerated() {
            let count = plan.connections / eventLoops.count + (place < plan.connections % eventLoops.count ? 1 : 0)
            let share = Double(count) / Double(plan.connections)
            let seed = plan.seed &+ UInt64(place)
            let loop = try await eventLoop.submit {
                Bound(LoadLoop<Wire>(plan, share: share, seed: seed, progress, on: eventLoop), eventLoop: eventLoop)
            }.get()
            for _ in 0..<count { try await Dialer.connect(loop, plan) }
            loops.append(loop)
        }
        return loops
    }
}

/// A loop, to be used on it alone.
typealias Bound<Wire: LoadWire> = NIOLoopBound<LoadLoop<Wire>>
