import DossierCore
import DossierTransport

/// A call that took long. Neither its content nor who called.
public struct SlowCall: Sendable {
    /// "dossier.v1.Incidents/ListIncidents".
    public let method: String
    /// By what protocol it came.
    public let door: Door
    /// How it ended.
    public let code: StatusCode
    /// When, nanoseconds since 1970.
    public let endTime: Int64
    /// How long it took.
    public let nanoseconds: Int64
    /// Nil: it was answered without a worker.
    public let phases: CallPhases?
}
