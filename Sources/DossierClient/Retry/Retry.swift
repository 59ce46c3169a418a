import DossierCore

/// What has failed, and is about to be tried again.
public struct Retry: Sendable {
    /// Why.
    public let reason: Status
    /// Of the try to come: 1 for the first after a success, or after the beginning.
    public let number: Int
    /// How long it waits before.
    public let delay: Duration
}
