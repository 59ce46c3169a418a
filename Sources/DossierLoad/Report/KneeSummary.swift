import DossierClient
import DossierCore
import DossierWire

/// What a ladder found.
public struct KneeSummary: Sendable, Equatable {
    /// The highest rate that held, calls a second; nil: not even the first did.
    public let rate: Double?
    /// 70 % of it, when that was tried.
    public let steadyRate: Double?
    /// A rate held while p99 was no longer, nanoseconds; nil: no call was answered OK.
    public let p99Bound: UInt64?

    /// Of a ladder that has been climbed.
    public init(_ ladder: Ladder) {
        rate = ladder.knee?.rate
        steadyRate = ladder.steady?.rate
        p99Bound = ladder.p99Bound
    }

    init(_ reader: ReportReader) throws(Status) {
        rate = reader.has("rate") ? try reader.number("rate") : nil
        steadyRate = reader.has("steadyRate") ? try reader.number("steadyRate") : nil
        p99Bound = reader.has("p99Bound") ? try reader.count("p99Bound") : nil
    }

    var json: JSONValue {
        JSONValue(members: [
            ("rate", rate.map(JSONValue.decimal) ?? .null),
            ("steadyRate", steadyRate.map(JSONValue.decimal) ?? .null),
            ("p99Bound", p99Bound.map(JSONValue.count) ?? .null),
        ])
    }
}
