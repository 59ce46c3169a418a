import DossierCore

/// One logical transaction, to be queued.
public struct Write: Sendable {
    /// Names a call whose answer must be given again when it is repeated.
    public struct RequestID: Sendable, Hashable {
        /// Who calls.
        public var subject: String
        /// What is called: "dossier.v1.Incidents/CreateIncident".
        public var method: String
        /// The caller's own id of this call.
        public var id: String
        /// Of the request's bytes: the same id with another hash is INVALID_ARGUMENT.
        public var hash: [UInt8]

        /// A request's name by its parts.
        public init(subject: String, method: String, id: String, hash: [UInt8]) {
            self.subject = subject
            self.method = method
            self.id = id
            self.hash = hash
        }
    }

    /// Where a write came from, for the audit. Empty: not known.
    public struct Origin: Sendable {
        /// The other end of the caller's connection: "127.0.0.1:40312".
        public var peer: String
        /// What was called: "dossier.v1.Incidents/CreateIncident".
        public var method: String
        /// The caller's own id of the call.
        public var requestID: String

        /// An origin by its parts.
        public init(peer: String = "", method: String = "", requestID: String = "") {
            self.peer = peer
            self.method = method
            self.requestID = requestID
        }
    }

    /// How a write ended.
    public struct Outcome: Sendable {
        /// What `body` returned, or was stored for the request id.
        public var reply: [UInt8]
        /// The transaction; its sequence is 0 when nothing was written.
        public var moment: Moment

        /// An end by its parts.
        public init(reply: [UInt8], moment: Moment) {
            self.reply = reply
            self.moment = moment
        }
    }

    /// Who is written down as the author.
    public var author: String
    /// What the writer may see: the reads of the transaction show no more, and nothing is written that he may not see.
    public var clearance: TLP
    /// Written down beside the author.
    public var origin: Origin
    /// Set: the same call again is answered the same, and not run again.
    public var requestID: RequestID?
    /// Run `body` and all checks, then roll back.
    public var validateOnly: Bool
    /// Others will follow at once: for a little while it may wait for them, to share their commit.
    public var isPatient: Bool
    /// Runs on the writer's thread and may run again: it has no effect but through the transaction. What it returns
    /// is the reply. Throwing rolls back this write alone.
    public var body: @Sendable (any WriteTransaction) throws(Status) -> [UInt8]
    /// On the writer's thread: it must return soon.
    public var done: @Sendable (Result<Outcome, Status>) -> Void

    /// A write by its parts.
    public init(
        author: String,
        clearance: TLP = .red,
        origin: Origin = Origin(),
        requestID: RequestID? = nil,
        validateOnly: Bool = false,
        isPatient: Bool = false,
        body: @escaping @Sendable (any WriteTransaction) throws(Status) -> [UInt8],
        done: @escaping @Sendable (Result<Outcome, Status>) -> Void
    ) {
        self.author = author
        self.clearance = clearance
        self.origin = origin
        self.requestID = requestID
        self.validateOnly = validateOnly
        self.isPatient = isPatient
        self.body = body
        self.done = done
    }
}
