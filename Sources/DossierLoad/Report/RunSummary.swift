import DossierClient
import DossierCore
import DossierWire

/// What one load found.
public struct RunSummary: Sendable, Equatable {
    /// Calls a second that were to be made; nil: as fast as they were answered.
    public let rate: Double?
    /// For how long calls were counted.
    public let seconds: Double
    /// In the order of the plan.
    public let kinds: [KindSummary]
    /// Of all kinds.
    public let total: KindSummary
    /// What the watches beside the load saw; nil: there were none.
    public let watch: KindSummary?
    /// As `LoadResult` has it.
    public let processor: Double
    /// As `LoadResult` has them.
    public let lapses: Lapses
    /// What the calls cost the server; nil: it did not say,
    public let server: ServerUse?
    /// for this reason, if it was asked.
    public let serverReason: String?
    /// Of a step of a ladder: whether the server held this rate. Nil: there is none, or it was no step.
    public internal(set) var held: Bool?

    /// Of a load's result.
    public init(_ plan: LoadPlan, _ result: LoadResult) {
        if case .rate(let rate) = plan.pace { self.rate = rate } else { rate = nil }
        seconds = result.seconds
        kinds = result.kinds.map { KindSummary($0.name, $0.tally) }
        total = KindSummary("all", result.total)
        watch = result.watch.map { KindSummary("watch", $0) }
        processor = result.processor
        lapses = result.lapses
        switch result.server {
        case .success(let use)?: (server, serverReason) = (use, nil)
        case .failure(let status)?: (server, serverReason) = (nil, "\(status.code): \(status.message)")
        case nil: (server, serverReason) = (nil, nil)
        }
    }

    /// The kinds, then all of them where there are several, then the watches.
    public var rows: [KindSummary] { kinds + (kinds.count > 1 ? [total] : []) + [watch].compactMap(\.self) }

    /// Calls a second that were answered OK in time.
    public var goodput: Double { Double(total.inTime) / seconds }

    /// What kept the load from more, where it was the load itself.
    public var limit: LoadLimit? {
        if processor > LoadLimit.processorShare { return .processor }
        let late = Double(lapses.late)
        return late > LoadLimit.lateShare * Double(total.succeeded + total.failed + total.unanswered) ? .lateness : nil
    }

    /// Reads one that was saved, as `LoadReport` does.
    /// - Throws: INVALID_ARGUMENT, with the place, for what is none.
    public init(_ value: JSONValue) throws(Status) { try self.init(ReportReader(value)) }

    init(_ reader: ReportReader) throws(Status) {
        rate = reader.has("rate") ? try reader.number("rate") : nil
        seconds = try reader.number("seconds")
        guard seconds > 0 else { throw reader.fault("seconds", "above 0") }
        var kinds: [KindSummary] = []
        for kind in try reader.elements("kinds") { kinds.append(try KindSummary(kind)) }
        self.kinds = kinds
        total = try KindSummary(try reader.needed("total"))
        watch = try reader.object("watch").map { (reader) throws(Status) in try KindSummary(reader) }
        processor = try reader.number("processor")
        var lapses = Lapses()
        lapses.late = try reader.int("late")
        lapses.waited = try reader.int("waited")
        lapses.unsent = try reader.int("unsent")
        self.lapses = lapses
        server = try reader.object("server").map { (reader) throws(Status) in
            ServerUse(processor: try reader.count("cpuNanos"), calls: try reader.count("calls"))
        }
        serverReason = reader.has("serverReason") ? try reader.text("serverReason") : nil
        held = reader.has("held") ? try reader.flag("held") : nil
    }

    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("rate", rate.map(JSONValue.decimal) ?? .null), ("seconds", .decimal(seconds)),
            ("goodput", .decimal(goodput)), ("kinds", .array(kinds.map(\.json))), ("total", total.json),
            ("processor", .decimal(processor)), ("late", .count(lapses.late)), ("waited", .count(lapses.waited)),
            ("unsent", .count(lapses.unsent)),
        ]
        if let watch { members.append(("watch", watch.json)) }
        if let limit { members.append(("limit", .string(limit.rawValue))) }
        if let server {
            let use = [("cpuNanos", JSONValue.count(server.processor)), ("calls", .count(server.calls))]
            members.append(("server", JSONValue(members: use)))
        }
        if let serverReason { members.append(("serverReason", .string(serverReason))) }
        if let held { members.append(("held", .bool(held))) }
        return JSONValue(members: members)
    }
}
