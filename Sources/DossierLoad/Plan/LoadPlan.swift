import DossierClient

/// What is called, how, how often and for how long.
public struct LoadPlan: Sendable {
    /// Where the server is.
    public var address: ServerAddress
    /// How connections are encrypted; nil: they are not.
    public var tls: ClientTLS?
    /// Goes with every call.
    public var token: BearerToken?
    /// What is spoken.
    public var speaks = LoadProtocol.ttrpc
    /// The kinds of call. Not empty.
    public var calls: [LoadCall]
    /// When they are made.
    public var pace = Pace.asFastAsAnswered
    /// Open at the same time.
    public var connections = 4
    /// Calls that are open on each of them: always so many in a closed loop, at most in an open one.
    public var inFlight = 32
    /// Watches of incidents beside the load, each on a connection of its own. Where there are some, incidents are created
    /// for them to see, `Limits.loadWatchedRate` a second.
    public var watchers = 0
    /// What is called before this has passed is not counted.
    public var warmUp = Duration.seconds(1)
    /// For how long what is called is counted.
    public var duration = Duration.seconds(10)
    /// How long a call may take, as the server is told; nil: as long as it does.
    public var timeout: Duration?
    /// Threads that make the calls; connections are spread over them.
    public var threads = 1
    /// Decides what is chosen at random.
    public var seed: UInt64 = 1

    /// A load of these calls on a server.
    public init(_ address: ServerAddress, _ calls: [LoadCall]) {
        self.address = address
        self.calls = calls
    }
}
