import DossierCore

/// Why a client may not call.
public struct Refusal: Error {
    /// What he is told,
    public let status: Status
    /// and what goes beside it.
    public let trailers: Metadata

    /// A refusal by its parts.
    public init(_ status: Status, trailers: Metadata = Metadata()) {
        self.status = status
        self.trailers = trailers
    }
}
