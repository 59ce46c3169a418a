import DossierCore

/// Two results beside each other.
public struct LoadComparison: Sendable {
    /// What the second is, seen from the first.
    public enum Verdict: String, Sendable {
        case better, worse, same
    }

    /// One figure of both.
    public struct Row: Sendable, Equatable {
        /// A kind of call, or "all".
        public let kind: String
        /// What is compared.
        public let figure: Figure
        /// In the first result,
        public let before: Double
        /// and in the second.
        public let after: Double

        /// The second in terms of the first.
        public var ratio: Double { before > 0 ? after / before : 1 }

        /// A twentieth is within what machines do from run to run.
        public var verdict: Verdict {
            if abs(ratio - 1) <= LoadComparison.noise { return .same }
            return (ratio > 1) == figure.isBetterHigh ? .better : .worse
        }
    }

    /// What is compared.
    public enum Figure: Sendable, Equatable {
        /// Calls a second answered OK.
        case goodput
        /// Of those at the highest rate that held, calls a second.
        case knee
        /// Nanoseconds of the server's processors a call.
        case serverCPU
        /// Nanoseconds.
        case latency(LatencyFigure)

        /// More is better.
        public var isBetterHigh: Bool { self == .goodput || self == .knee }

        /// "p99.9".
        public var label: String {
            switch self {
            case .goodput: "goodput"
            case .knee: "knee"
            case .serverCPU: "serverCPU"
            case .latency(let figure): figure.label
            }
        }
    }

    /// Ratios this near to 1 say nothing.
    public static let noise = 0.05
    /// What both have.
    public let rows: [Row]

    /// - Parameter isForced: they may have been made in different ways.
    /// - Throws: FAILED_PRECONDITION, with what differs, when they were.
    public init(_ before: LoadReport, _ after: LoadReport, isForced: Bool = false) throws(Status) {
        let differences = after.conditions.differences(from: before.conditions)
        guard isForced || differences.isEmpty else {
            throw Status(
                .failedPrecondition,
                "the two loads differ in \(differences.joined(separator: ", ")); --anyway compares them nevertheless"
            )
        }
        var rows: [Row] = []
        func add(_ kind: String, _ figure: Figure, _ before: Double?, _ after: Double?) {
            guard let before, let after else { return }
            rows.append(Row(kind: kind, figure: figure, before: before, after: after))
        }
        add("all", .knee, before.knee?.rate, after.knee?.rate)
        let (first, second) = (before.main, after.main)
        add("all", .goodput, first.goodput, second.goodput)
        add("all", .serverCPU, first.server?.perCall, second.server?.perCall)
        for kind in first.rows {
            guard let other = second.rows.first(where: { $0.name == kind.name }),
                let first = kind.latencies, let second = other.latencies
            else { continue }
            for figure in LatencyFigure.allCases {
                add(kind.name, .latency(figure), Double(first[figure]), Double(second[figure]))
            }
        }
        self.rows = rows
    }
}
