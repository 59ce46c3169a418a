import DossierClient
import DossierCore
import DossierWire

/// All that `dossier bench` found, as it is saved: docs/bench.md describes its JSON form.
public struct LoadReport: Sendable, Equatable {
    /// What answered.
    public struct ServerFacts: Sendable, Equatable {
        /// HOST:PORT.
        public let address: String
        /// As `GetStatus` tells it; empty: it did not.
        public let version: String
        /// Of its store; empty as well.
        public let engine: String

        /// A server.
        public init(address: String, version: String, engine: String) {
            self.address = address
            self.version = version
            self.engine = engine
        }
    }

    /// What answered.
    public let server: ServerFacts
    /// How it was called.
    public let conditions: LoadConditions
    /// In the order in which they were made. Not empty.
    public let runs: [RunSummary]
    /// Of a ladder.
    public let knee: KneeSummary?

    /// Of what was measured.
    public init(_ server: ServerFacts, _ conditions: LoadConditions, _ runs: [RunSummary], _ knee: KneeSummary? = nil) {
        self.server = server
        self.conditions = conditions
        self.runs = runs
        self.knee = knee
    }

    /// The load that stands for a ladder: that at its knee, where there is one.
    public var main: RunSummary { run(at: knee?.rate) ?? runs[0] }

    /// The last load of a rate that held, or where no rate is held or asked for, the last.
    public func run(at rate: Double?) -> RunSummary? {
        let all = runs.filter { $0.rate == rate }
        return all.last { $0.held == true } ?? all.last
    }

    private static let format: UInt64 = 1

    /// Reads a saved result.
    /// - Throws: INVALID_ARGUMENT, with the place, for what is none.
    public init(_ value: JSONValue) throws(Status) {
        let reader = ReportReader(value)
        guard try reader.count("format") == Self.format else { throw reader.fault("format", "\(Self.format)") }
        let server = try reader.needed("server")
        self.server = ServerFacts(
            address: try server.text("address"),
            version: try server.text("version"),
            engine: try server.text("engine")
        )
        conditions = try LoadConditions(try reader.needed("plan"))
        var runs: [RunSummary] = []
        for run in try reader.elements("runs") { runs.append(try RunSummary(run)) }
        guard !runs.isEmpty else { throw reader.fault("runs", "an array of at least one") }
        self.runs = runs
        knee = try reader.object("knee").map { (reader) throws(Status) in try KneeSummary(reader) }
    }

    /// As it is saved.
    public var json: JSONValue {
        let facts = [("address", server.address), ("version", server.version), ("engine", server.engine)]
        var members: [(String, JSONValue)] = [
            ("format", .count(Self.format)),
            ("server", JSONValue(members: facts.map { ($0.0, .string($0.1)) })), ("plan", conditions.json),
            ("runs", .array(runs.map(\.json))),
        ]
        if let knee { members.append(("knee", knee.json)) }
        return JSONValue(members: members)
    }
}
