import DossierCore
import DossierLoad

/// What is to be known of a load beside its figures.
enum RunNotes {
    /// A text for each; none when all went well.
    static func texts(_ run: RunSummary) -> [String] {
        [failures(run), unseen(run), unanswered(run), unsent(run), waited(run), limit(run)].compactMap(\.self)
    }

    private static func failures(_ run: RunSummary) -> String? {
        guard run.total.failed > 0 else { return nil }
        let kinds = run.kinds.filter { $0.failed > 0 }.map { kind in
            let codes = kind.failures.sorted { $0.value > $1.value }.map { "\($0.key) \(Figure.count($0.value))" }
            return "\(kind.name) \(codes.joined(separator: ", "))"
        }
        return "Failed: \(kinds.joined(separator: "; "))."
    }

    private static func unseen(_ run: RunSummary) -> String? {
        guard let watch = run.watch, watch.failed + watch.unanswered > 0 else { return nil }
        let codes = watch.failures.sorted { $0.value > $1.value }.map { "\($0.key) \(Figure.count($0.value))" }
        let failed = codes.isEmpty ? "" : "; incidents for them could not be created: \(codes.joined(separator: ", "))"
        return "Watches had not seen \(Figure.count(watch.unanswered)) changes\(failed)."
    }

    private static func unanswered(_ run: RunSummary) -> String? {
        guard run.total.unanswered > 0 else { return nil }
        return "\(Figure.count(run.total.unanswered)) calls had not been answered when the load was given up."
    }

    private static func unsent(_ run: RunSummary) -> String? {
        guard run.lapses.unsent > 0 else { return nil }
        let holds = run.goodput >= Ladder.goodputShare * (run.rate ?? 0)
        let verdict = holds ? "" : "; the server does not hold this rate"
        return """
            \(count(run.lapses.unsent)) calls that were due had not been made at the end, since as many as --in-flight allows \
            were open\(verdict). They are in no latency.
            """
    }

    private static func waited(_ run: RunSummary) -> String? {
        guard run.lapses.waited > 0, run.lapses.unsent == 0 else { return nil }
        return """
            \(count(run.lapses.waited)) calls waited for room: as many as --in-flight allows were open. The wait is in the \
            latencies.
            """
    }

    private static func limit(_ run: RunSummary) -> String? {
        switch run.limit {
        case nil: nil
        case .processor:
            """
            The load was the limit: its busiest thread had \(Figure.share(run.processor)) of a processor. Measure with more \
            --threads, or from more machines.
            """
        case .lateness:
            """
            The load was a limit: \(count(run.lapses.late)) calls were made more than \
            \(Figure.time(UInt64(Limits.loadLateNanoseconds))) late though there was room, as its threads did not get on a \
            processor. Give it one of its own, or measure from another machine.
            """
        }
    }

    private static func count(_ number: Int) -> String { Figure.count(UInt64(max(0, number))) }
}
