import DossierAccess
import DossierCore
import DossierTransport

/// What settings name, read from its files.
struct ServedFiles: Sendable {
    /// Nil: TLS is not spoken.
    let tls: ServerTLS?
    /// Nil: everybody may do everything.
    let identities: IdentityDirectory?

    /// Reads them. Blocks. INVALID_ARGUMENT when something is wrong with one.
    init(_ settings: Settings) throws(Status) {
        tls = try settings.tlsFiles.map { (files) throws(Status) in try ServerTLS(reading: files) }
        identities = try settings.general.identities.map { (path) throws(Status) in try IdentityDirectory(reading: path)
        }
    }
}
