import ArgumentParser
import DossierClient
import DossierCore
import DossierLoad

/// What is called, how often and for how long.
struct LoadOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What is called, by weight: \(Mix.allowed). (default: get)", valueName: "calls"))
    var mix: Mix?

    @Option(
        help: ArgumentHelp(
            "Any unary method, may be repeated: NAME=WEIGHT:SERVICE/METHOD TEMPLATE; NAME, WEIGHT and TEMPLATE may be missing.",
            valueName: "call"
        )
    )
    var call: [CallOption] = []

    @Option(help: ArgumentHelp("Calls a second, whether or not they are answered. (default: as fast as answered)"))
    var rate: Double?

    @Flag(help: "Climb from rate to rate to the highest one that the server holds.") var ladder = false
    @Option(help: "The first rate of --ladder. (default: a tenth of what the server answers at most)")
    var rateFrom: Double?
    @Option(
        help: ArgumentHelp(
            "The longest p99 of a rate that holds, as 20ms. (default: ten times that of the first rate, at least 10ms)",
            valueName: "time"
        )
    )
    var p99Bound: TimeLimit?

    @Option(help: "Open at the same time.") var connections = 4
    @Option(help: "Calls open on each connection: always, and with a rate at most.") var inFlight = 32
    @Option(help: "Watches of incidents beside the load, for which incidents are created; they stay there.")
    var watchers = 0
    @Option(help: ArgumentHelp("What is counted. (default: 10s; of each rate of --ladder 3s)", valueName: "time"))
    var duration: TimeLimit?
    @Option(
        help: ArgumentHelp(
            "What is called before, and not counted. (default: 1s; of each rate of --ladder 500ms)",
            valueName: "time"
        )
    )
    var warmUp: TimeSpan?
    @Option(help: "Threads that call.") var threads = 1
    @Flag(help: "Speak gRPC, not ttrpc.") var grpc = false
    @Option(help: "Decides what is chosen at random.") var seed: UInt64 = 1

    func validate() throws {
        try check(connections, 1...Limits.loadConnections, "--connections")
        try check(inFlight, 1...Limits.loadInFlight, "--in-flight")
        try check(threads, 1...min(connections, Limits.loadThreads), "--threads, which share the connections,")
        try check(watchers, 0...Limits.loadWatchers, "--watchers")
        for (rate, name) in [(rate, "--rate"), (rateFrom, "--rate-from")] {
            guard let rate else { continue }
            guard rate > 0, rate <= Limits.loadRate else {
                throw ValidationError("\(name) must be above 0 and at most \(Int(Limits.loadRate)) calls a second")
            }
        }
        let longest = Duration.seconds(Limits.loadSeconds)
        guard max(duration?.duration ?? .zero, warmUp?.duration ?? .zero) <= longest else {
            throw ValidationError("--duration and --warm-up must be at most \(Limits.loadSeconds / 3_600)h")
        }
        guard !ladder || rate == nil else {
            throw ValidationError("--ladder tries rates itself: leave --rate out, or begin with --rate-from")
        }
        guard ladder || rateFrom == nil && p99Bound == nil else {
            throw ValidationError("--rate-from and --p99-bound are of a ladder: add --ladder")
        }
        let names = parts.map(\.call.rawValue) + call.map(\.name)
        guard Set(names).count == names.count else {
            throw ValidationError("two calls have one name; give each --call its own: NAME:SERVICE/METHOD")
        }
    }

    private func check(_ value: Int, _ range: ClosedRange<Int>, _ name: String) throws {
        guard range.contains(value) else {
            throw ValidationError("\(name) must be \(range.lowerBound) to \(range.upperBound)")
        }
    }

    /// The standard calls of the mix.
    var parts: [(call: StandardCall, weight: Int)] { mix?.parts ?? (call.isEmpty ? [(.get, 1)] : []) }

    /// The plan, but for its calls.
    func plan(of client: Client, timeout: Duration?) -> LoadPlan {
        var plan = LoadPlan(client.address, [])
        plan.tls = client.tls
        plan.token = client.token
        plan.speaks = grpc ? .grpc : .ttrpc
        plan.pace = rate.map(Pace.rate) ?? .asFastAsAnswered
        plan.connections = connections
        plan.inFlight = inFlight
        plan.duration = duration?.duration ?? .seconds(ladder ? 3 : 10)
        plan.warmUp = warmUp?.duration ?? .milliseconds(ladder ? 500 : 1_000)
        plan.timeout = timeout
        plan.watchers = watchers
        plan.threads = threads
        plan.seed = seed
        return plan
    }

    /// The calls of the plan.
    /// - Throws: FAILED_PRECONDITION when the record has not what they ask for; INVALID_ARGUMENT for methods that stream
    ///   and for templates that do not fit; else as the client.
    func calls(_ session: Session) async throws(Status) -> [LoadCall] {
        var templates: [RequestTemplate] = []
        for part in parts { templates.append(try part.call.request()) }
        for option in call {
            templates.append(try RequestTemplate(String(decoding: try InputText.bytes(option.template), as: UTF8.self)))
        }
        let sample =
            templates.contains(where: \.asksForRecord) ? try await RecordSample(of: session.client) : RecordSample()
        var maker = LoadCalls(sample, seed: seed)
        var calls: [LoadCall] = []
        for part in parts { calls.append(try maker.standard(part.call, weight: part.weight)) }
        for (option, template) in zip(call, templates.dropFirst(parts.count)) {
            let method = try await Self.method(option.method, session)
            calls.append(try maker.make(option.name, method, weight: option.weight, template))
        }
        return calls
    }

    private static func method(_ name: MethodName, _ session: Session) async throws(Status) -> ServiceMethod {
        let catalog = try await ServiceCatalog.service(name.service, of: session.client, session.callOptions)
        let described = try catalog.description(of: name)
        guard !described.clientStreams, !described.serverStreams else {
            throw Status(.invalidArgument, "\(name) streams; a load is made of unary calls")
        }
        return try catalog.method(name)
    }
}
