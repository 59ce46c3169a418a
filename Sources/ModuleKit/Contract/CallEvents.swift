import CDossierModule

/// What can happen to a call.
public struct CallEvents: OptionSet, Sendable {
    /// As the contract numbers them.
    public let rawValue: UInt32

    /// From the contract's bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// `send` takes messages again.
    public static let writable = CallEvents(rawValue: UInt32(DOSSIER_EVENT_WRITABLE))
    /// `receive` has something to say.
    public static let readable = CallEvents(rawValue: UInt32(DOSSIER_EVENT_READABLE))
    /// Nobody waits for the answer any more: a disconnect, the deadline, the server going down.
    public static let cancelled = CallEvents(rawValue: UInt32(DOSSIER_EVENT_CANCELLED))
}
