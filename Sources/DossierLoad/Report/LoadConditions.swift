import DossierClient
import DossierCore
import DossierWire

/// How a load was made: what two results must share to be compared.
public struct LoadConditions: Sendable, Equatable {
    /// One kind of call.
    public struct Call: Sendable, Equatable {
        /// As reports call it.
        public let name: String
        /// SERVICE/METHOD.
        public let method: String
        /// How often, beside the others.
        public let weight: Int
        /// What requests were made from.
        public let template: String
    }

    /// The kinds of call.
    public let calls: [Call]
    /// "ttrpc" or "grpc".
    public let speaks: String
    /// Over TLS.
    public let isEncrypted: Bool
    /// When they were made.
    public let loop: Loop
    /// Of an open loop, calls a second.
    public let rate: Double?
    /// As `LoadPlan` has them.
    public let connections: Int
    /// As `LoadPlan` has them.
    public let inFlight: Int
    /// As `LoadPlan` has them.
    public let watchers: Int
    /// As `LoadPlan` has them.
    public let threads: Int
    /// Seconds that were not counted.
    public let warmUp: Double
    /// Seconds that were counted.
    public let duration: Double

    /// When calls were made: as fast as answered, at a rate, or at those of a ladder.
    public enum Loop: String, Sendable {
        case closed, open, ladder
    }

    /// Of a plan.
    /// - Parameter isLadder: its rate is that of many.
    public init(_ plan: LoadPlan, isLadder: Bool) {
        calls = plan.calls.map {
            Call(name: $0.name, method: $0.method.description, weight: $0.weight, template: $0.template)
        }
        speaks = plan.speaks.rawValue
        isEncrypted = plan.tls != nil
        if !isLadder, case .rate(let rate) = plan.pace { self.rate = rate } else { rate = nil }
        loop = isLadder ? .ladder : rate == nil ? .closed : .open
        connections = plan.connections
        inFlight = plan.inFlight
        watchers = plan.watchers
        threads = plan.threads
        warmUp = Double(plan.warmUp.wholeNanoseconds) / 1e9
        duration = Double(plan.duration.wholeNanoseconds) / 1e9
    }

    /// What differs so that results cannot be compared, in the names of the JSON form. Threads and times may differ: they
    /// are the measurement's, not the load's.
    public func differences(from other: LoadConditions) -> [String] {
        [
            ("calls", calls == other.calls), ("protocol", speaks == other.speaks),
            ("tls", isEncrypted == other.isEncrypted), ("loop", loop == other.loop), ("rate", rate == other.rate),
            ("connections", connections == other.connections), ("inFlight", inFlight == other.inFlight),
            ("watchers", watchers == other.watchers),
        ].filter { !$0.1 }.map(\.0)
    }

    init(_ reader: ReportReader) throws(Status) {
        var calls: [Call] = []
        for call in try reader.elements("calls") {
            calls.append(
                Call(
                    name: try call.text("name"),
                    method: try call.text("method"),
                    weight: try call.int("weight"),
                    template: try call.text("template")
                )
            )
        }
        self.calls = calls
        speaks = try reader.text("protocol")
        isEncrypted = try reader.flag("tls")
        guard let loop = Loop(rawValue: try reader.text("loop")) else { throw reader.fault("loop", "a known word") }
        self.loop = loop
        rate = reader.has("rate") ? try reader.number("rate") : nil
        connections = try reader.int("connections")
        inFlight = try reader.int("inFlight")
        watchers = try reader.int("watchers")
        threads = try reader.int("threads")
        warmUp = try reader.number("warmUp")
        duration = try reader.number("duration")
    }

    var json: JSONValue {
        let calls = calls.map { call in
            JSONValue(members: [
                ("name", .string(call.name)), ("method", .string(call.method)), ("weight", .count(call.weight)),
                ("template", .string(call.template)),
            ])
        }
        return JSONValue(members: [
            ("calls", .array(calls)), ("protocol", .string(speaks)), ("tls", .bool(isEncrypted)),
            ("loop", .string(loop.rawValue)), ("rate", rate.map(JSONValue.decimal) ?? .null),
            ("connections", .count(connections)), ("inFlight", .count(inFlight)), ("watchers", .count(watchers)),
            ("threads", .count(threads)),
            ("warmUp", .decimal(warmUp)), ("duration", .decimal(duration)),
        ])
    }
}
