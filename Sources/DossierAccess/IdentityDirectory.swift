import DossierCore
import Synchronization

/// Who is known, as the file says that it was read from last. Any thread.
public final class IdentityDirectory: Sendable {
    /// Of the file.
    public let path: String
    private let current: Mutex<Identities>
    private let number = Atomic<UInt64>(1)

    /// Reads the file. Blocks. INVALID_ARGUMENT as `IdentityFile` throws it.
    public init(reading path: String) throws(Status) {
        self.path = path
        current = Mutex(Identities(try IdentityFile(reading: path), after: nil))
    }

    /// Reads the file again. Blocks. When it throws, as `IdentityFile` does, all is as it was.
    public func reload() throws(Status) {
        let file = try IdentityFile(reading: path)
        current.withLock { $0 = Identities(file, after: $0) }
        // Behind it: whoever has read the number before finds it changed, whomever he has found.
        number.add(1, ordering: .releasing)
    }

    /// Another after each `reload`: what was found out before must be looked at again.
    public var generation: UInt64 { number.load(ordering: .acquiring) }

    /// How many are known.
    public var counts: (tokens: Int, certificates: Int) { snapshot.counts }

    /// Who calls: an `authorization` decides, if there is one, else the certificate that the client has shown.
    /// - Parameter now: nanoseconds since 1970.
    /// - Throws: UNAUTHENTICATED that says what is wrong, and what to do.
    public func identify(
        authorization: String?,
        certificate: ClientCertificate?,
        now: Int64
    ) throws(Status) -> Identity {
        if let authorization { return try snapshot.identity(authorization: authorization, now: now) }
        if let certificate { return try snapshot.identity(certificate: certificate, now: now) }
        throw Status(
            .unauthenticated,
            "this server must know who calls; send a token (authorization: Bearer TOKEN; dossier --token-file FILE)"
        )
    }

    /// Tells of callers whether they are still known as what they were found to be.
    /// - Parameter now: nanoseconds since 1970.
    public func standing(now: Int64) -> @Sendable (Caller) -> Bool {
        let snapshot = snapshot
        return { snapshot.stands($0, now: now) }
    }

    private var snapshot: Identities { current.withLock { $0 } }
}
