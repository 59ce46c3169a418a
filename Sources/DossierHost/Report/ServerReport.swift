import DossierCore
import DossierStore
import DossierTransport

/// How a server is, and what it has done since it was started: what its metrics and its status page are made of.
public struct ServerReport: Sendable {
    /// Of the server.
    public let version: String
    /// When it was started,
    public let startTime: Int64
    /// and when this was taken; nanoseconds since 1970.
    public let time: Int64
    /// It is going down.
    public let isDraining: Bool
    /// Its own among them.
    public let modules: [ModuleReport]
    /// Calls that have not ended whose replies are a stream.
    public let openStreams: Int
    /// Calls of methods that no module has.
    public let unknownMethods: UInt64
    /// The slowest calls of the last minutes, the slowest first.
    public let slowCalls: [SlowCall]
    /// Those who watch the record.
    public let feed: FeedReport
    /// The port.
    public let transport: TransportReport
    /// The record.
    public let store: StoreReport
    /// The process.
    public let process: ProcessReport
}
