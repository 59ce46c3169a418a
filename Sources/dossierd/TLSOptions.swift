import ArgumentParser
import DossierTransport

/// How connections are encrypted, if they are.
struct TLSOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Speak TLS, too, on the same port, with this certificate: PEM, the authorities' ones behind it. SIGHUP reads it and the key again.",
            valueName: "file"
        )
    )
    var cert: String?

    @Option(help: ArgumentHelp("The certificate's private key: PEM, without a passphrase.", valueName: "file"))
    var key: String?

    @Option(
        help: ArgumentHelp(
            "Require certificates of TLS clients, signed by one of these authorities: PEM. Without --tls-only, plain text needs none.",
            valueName: "file"
        )
    )
    var clientCa: String?

    @Flag(help: "Refuse plain text, from loopback and of health checks, too.")
    var tlsOnly = false

    func validate() throws {
        if (cert == nil) != (key == nil) { throw ValidationError("--cert and --key go together: name both files") }
        if cert == nil, clientCa != nil || tlsOnly {
            throw ValidationError("--client-ca and --tls-only need --cert and --key")
        }
    }

    /// Nil: TLS is not spoken.
    var files: ServerTLS.Files? {
        guard let cert, let key else { return nil }
        return ServerTLS.Files(certificate: cert, key: key, clientAuthorities: clientCa)
    }
}
