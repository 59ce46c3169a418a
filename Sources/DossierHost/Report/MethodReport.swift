import DossierCore
import DossierTransport

/// The calls of one method, since the server was started.
public struct MethodReport: Sendable {
    /// Calls that ended, or were refused, in the same way.
    public struct Calls: Sendable {
        /// By what protocol they came.
        public let door: Door
        /// How they ended, as their module or the server said it.
        public let code: StatusCode
        /// So many; at least one.
        public let count: UInt64
    }

    /// "dossier.v1.Incidents".
    public let service: String
    /// "GetIncident".
    public let name: String
    /// One of its sides sends any number of messages: a call may last as long as its client wants.
    public let streams: Bool
    /// By door and code; empty: it was never called.
    public let calls: [Calls]
    /// How long calls took that were not refused, from the arrival of their request to their end, nanoseconds.
    public let durations: Distribution
}
