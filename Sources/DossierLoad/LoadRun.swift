import DossierClient
import DossierCore
import NIOCore
import NIOPosix

/// Makes a load.
public enum LoadRun {
    /// Connects, calls for as long as the plan says, and waits for the last answers.
    /// - Throws: UNAVAILABLE when a connection cannot be made or breaks; what the protocol says when it goes wrong.
    public static func run(_ plan: LoadPlan) async throws(Status) -> LoadResult {
        try plan.token?.check(for: plan.address, isEncrypted: plan.tls != nil)
        do {
            switch plan.speaks {
            case .ttrpc: return try await run(plan, TTRPCWire.self)
            case .grpc: return try await run(plan, GRPCWire.self)
            }
        } catch {
            throw error as? Status ?? Status(.unavailable, "the load has broken off: \(error)")
        }
    }

    private static func run<Wire: LoadWire>(_ plan: LoadPlan, _: Wire.Type) async throws -> LoadResult {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: plan.threads)
        do {
            let loops = try await connect(plan, on: group, Wire.self)
            let schedule = Schedule(plan)
            let results = loops.map { loop in loop.eventLoop.flatSubmit { loop.value.start(schedule) } }
            let result = LoadResult(plan, try await EventLoopFuture.whenAllSucceed(results, on: group.any()).get())
            try await group.shutdownGracefully()
            return result
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    /// Every loop with its share of the connections.
    private static func connect<Wire: LoadWire>(
        _ plan: LoadPlan,
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
                Bound(LoadLoop<Wire>(plan, share: share, seed: seed, on: eventLoop), eventLoop: eventLoop)
            }.get()
            for _ in 0..<count { try await Dialer.connect(loop, plan) }
            loops.append(loop)
        }
        return loops
    }
}

/// A loop, to be used on it alone.
typealias Bound<Wire: LoadWire> = NIOLoopBound<LoadLoop<Wire>>
