import DossierCore

extension Metadata {
    /// The name under which a client gives a call its id, and under which a call that has failed says its own.
    public static let requestID = "x-request-id"
}
