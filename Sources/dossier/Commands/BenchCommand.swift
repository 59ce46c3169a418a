import ArgumentParser
import DossierClient
import DossierCore
import DossierLoad
import DossierWire
import Glibc

struct BenchCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure how fast the server answers, and how much it can take.",
        discussion: """
            Without --rate the loop is closed: each answer makes the next call, which shows what the server can do at most. \
            With --rate it is open: calls are made at that rate, and latencies count from when each was due, so that a stall \
            is not hidden. --ladder climbs from rate to rate and names the knee.

            It writes into the record only when `create` is in the mix or a --call does so, with --watchers or with --prepare. Templates of \
            --call are JSON in which {incident} is the name of one of the record's incidents, {word} a word of their titles \
            and {1..1000} a number. docs/bench.md tells how to measure, and what each figure means.

            dossier bench --rate 5000 --mix get=8,search=1,list=1
            dossier bench --call 'actor:dossier.v1.Actors/GetActor {"name": "actors/iran"}' --grpc
            dossier bench --ladder --plot ladder.svg --save ladder.json
            """,
        subcommands: [BenchCompareCommand.self]
    )

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @OptionGroup var load: LoadOptions
    @Option(
        help: ArgumentHelp(
            "First have incidents made until the record has so many; they stay there.",
            valueName: "count"
        )
    )
    var prepare: Int?
    @Option(help: ArgumentHelp("Draw the latencies into this file, as SVG; - for standard output.", valueName: "file"))
    var plot: String?
    @Option(help: ArgumentHelp("Keep the result in this file, as JSON, to compare it later.", valueName: "file"))
    var save: String?

    func validate() throws {
        guard (1...Limits.loadPrepared).contains(prepare ?? 1) else {
            throw ValidationError("--prepare must be 1 to \(Limits.loadPrepared)")
        }
    }

    func run(_ session: Session) async throws {
        if let prepare { try await fill(upTo: prepare, session) }
        var plan = load.plan(of: session.client, timeout: session.timeout)
        plan.calls = try await load.calls(session)
        let report = try await measure(plan, session)
        if session.format == .json {
            session.line(report.json)
        } else {
            BenchView(report, session.layout).lines.forEach(session.output.line)
        }
        session.output.flush()
        if let save {
            try OutputFile.write(String(decoding: report.json.encode(), as: UTF8.self), to: save, session.output)
        }
        if let plot { try OutputFile.write(BenchPlot.svg(report), to: plot, session.output) }
        session.output.flush()
        guard report.runs.contains(where: { $0.total.succeeded > 0 }) else {
            Terminal.tell("no call was answered OK")
            throw Failure.reported(.failed)
        }
    }

    private func fill(upTo count: Int, _ session: Session) async throws {
        let progress = ProgressBar(total: count)
        defer { progress.end() }
        let made = try await RecordPreparation.fill(upTo: count, session.client) { progress.advance($0) }
        progress.end()
        if made > 0 { Terminal.tell("\(Figure.count(UInt64(made))) incidents made") }
    }

    private func measure(_ plan: LoadPlan, _ session: Session) async throws(Status) -> LoadReport {
        let server = await facts(session)
        let conditions = LoadConditions(plan, isLadder: load.ladder)
        guard load.ladder else {
            return LoadReport(server, conditions, [try await Self.load(plan, session)])
        }
        let (runs, ladder) = try await LadderRun.run(
            plan,
            from: load.rateFrom,
            p99Bound: load.p99Bound?.duration,
            { (plan) throws(Status) in try await Self.load(plan, session) },
            ended: { if Terminal.isTerminal(STDERR_FILENO) { Terminal.tell(RunTable.line($0)) } }
        )
        return LoadReport(server, conditions, runs, KneeSummary(ladder))
    }

    private static func load(_ plan: LoadPlan, _ session: Session) async throws(Status) -> RunSummary {
        let progress = LoadProgress()
        let words = if case .rate(let rate) = plan.pace { "at \(Figure.count(rate))" } else { "closed loop" }
        let ticker = LoadTicker(words, plan, progress)
        do throws(Status) {
            let result = try await LoadRun.run(plan, progress, asking: session.client)
            await ticker.end()
            return RunSummary(plan, result)
        } catch {
            await ticker.end()
            throw error
        }
    }

    /// What the server tells of itself; nothing to those who may not ask.
    private func facts(_ session: Session) async -> LoadReport.ServerFacts {
        let status = try? await session.client.call(
            ServiceMethod.standard(MethodName("dossier.v1.Server", "GetStatus")),
            .object([]),
            session.callOptions
        )
        return LoadReport.ServerFacts(
            address: session.client.address.description,
            version: status?["version"]?.text ?? "",
            engine: status?["engine"]?.text ?? ""
        )
    }
}
