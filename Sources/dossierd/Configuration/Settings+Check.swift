import DossierCore

extension Settings {
    /// Refuses what does not go together. INVALID_ARGUMENT that says what to do.
    func check() throws(Status) {
        if (tls.cert == nil) != (tls.key == nil) { throw Self.fault("--cert and --key go together: name both files") }
        if tls.cert == nil, tls.clientCa != nil || tls.only {
            throw Self.fault("--client-ca and --tls-only need --cert and --key")
        }
        if limits.rate != nil, general.identities == nil {
            throw Self.fault("--rate needs --identities: without them all callers are one")
        }
        try general.store.check(isSynchronous: !general.noSync, replica: general.storeReplica)
        try exposure.check()
    }

    private static func fault(_ message: String) -> Status { Status(.invalidArgument, message) }
}
