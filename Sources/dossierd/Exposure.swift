import DossierCore
import Logging

/// To whom the record lies open, and what must be said of it.
struct Exposure {
    let address: ListenAddress
    let admin: ListenAddress?
    let hasIdentities: Bool
    let hasTLS: Bool
    let isTLSOnly: Bool
    let isInsecure: Bool

    /// Refuses to lay the record open to a network by mistake.
    func check() throws(Status) {
        try checkAdmin()
        guard !Loopback.contains(address.host), !isInsecure, !(hasIdentities && hasTLS) else { return }
        let missing = hasIdentities ? "tokens would travel in plain text" : "whoever reaches it could change everything"
        throw Status(
            .invalidArgument,
            """
            --listen \(address): \(missing). There are three ways: listen on 127.0.0.1; say who may call, and encrypt, \
            with --identities FILE --cert FILE --key FILE; or let it be so with --insecure
            """
        )
    }

    private func checkAdmin() throws(Status) {
        guard let admin, !Loopback.contains(admin.host), !isInsecure else { return }
        throw Status(
            .invalidArgument,
            """
            --admin \(admin): whoever reaches it could see what is called and how often. There are two ways: listen on \
            127.0.0.1; or, where only friends reach it, let it be so with --insecure
            """
        )
    }

    /// What whoever runs the server should know.
    func report(to logger: Logger) {
        let isNear = Loopback.contains(address.host)
        if !hasIdentities {
            let who = isNear ? "everybody on this machine" : "EVERYBODY WHO REACHES \(address)"
            logger.warning("no --identities: \(who) may read and change everything")
        } else if !isNear, !isTLSOnly {
            logger.warning("tokens that clients send in plain text can be read on their way: --tls-only refuses them")
        }
    }
}
