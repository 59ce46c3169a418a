import DossierClient
import DossierCore
import DossierWire

/// What came of the calls of one kind, or of all.
public struct KindSummary: Sendable, Equatable {
    /// As the plan calls it; "all" of all.
    public let name: String
    /// Calls that were answered OK.
    public let succeeded: UInt64
    /// Of these, how many before the end of the time that is counted.
    public let inTime: UInt64
    /// Calls that ended with another status.
    public let failures: [StatusCode: UInt64]
    /// Calls that had not ended when the load was given up.
    public let unanswered: UInt64
    /// Of those that succeeded; nil when none did.
    public let latencies: LatencySummary?

    init(_ name: String, _ tally: Tally) {
        self.name = name
        succeeded = tally.succeeded
        inTime = tally.inTime
        failures = tally.failures
        unanswered = tally.unanswered
        latencies = LatencySummary(tally.latencies)
    }

    /// How many ended with another status than OK.
    public var failed: UInt64 { failures.values.reduce(0, +) }

    init(_ reader: ReportReader) throws(Status) {
        name = try reader.text("name")
        succeeded = try reader.count("succeeded")
        inTime = try reader.count("inTime")
        var failures: [StatusCode: UInt64] = [:]
        for (name, count) in try reader.counts(by: "failures") {
            guard let code = StatusCode.allCases.first(where: { $0.description == name }) else {
                throw reader.fault("failures.\(name)", "of a known status")
            }
            failures[code] = count
        }
        self.failures = failures
        unanswered = try reader.count("unanswered")
        latencies = try reader.object("latencies").map { (reader) throws(Status) in try LatencySummary(reader) }
    }

    var json: JSONValue {
        let failures = failures.sorted { $0.key.rawValue < $1.key.rawValue }
        return JSONValue(members: [
            ("name", .string(name)), ("succeeded", .count(succeeded)), ("inTime", .count(inTime)),
            ("failures", JSONValue(members: failures.map { ($0.key.description, .count($0.value)) })),
            ("unanswered", .count(unanswered)), ("latencies", latencies?.json ?? .null),
        ])
    }
}
