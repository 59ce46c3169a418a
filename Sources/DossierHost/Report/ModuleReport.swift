import DossierCore

/// How a module is.
public struct ModuleReport: Sendable {
    /// Calls that wait for its workers.
    public struct Queue: Sendable {
        /// Workers,
        public let workers: Int
        /// and those that are at work.
        public let busy: Int
        /// Calls that wait,
        public let waiting: Int
        /// and what belongs to calls that have begun: hints, events and the ends of writes.
        public let urgent: Int
        /// How long calls have waited, nanoseconds.
        public let waits: Distribution
        /// Calls that were refused since as many as may waited,
        public let refused: UInt64
        /// and since they had waited for too long.
        public let late: UInt64
    }

    /// "dossier.incidents".
    public let id: String
    /// Its own.
    public let version: String
    /// Whether it takes calls.
    public let state: ModuleState
    /// Full names.
    public let services: [String]
    /// Of records.
    public let kinds: [String]
    /// Calls that have not ended.
    public let openCalls: Int
    /// Writes that have been taken, and whose ends it has not been told.
    public let openWrites: Int
    /// Calls that wait for its workers.
    public let queue: Queue
    /// All that it declares.
    public let methods: [MethodReport]
}
