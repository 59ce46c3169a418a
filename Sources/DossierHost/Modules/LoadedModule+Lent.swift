import DossierStore

extension LoadedModule {
    /// Parts of its host that every call needs.
    struct Lent: @unchecked Sendable {
        // Sendable: they are, and they live as long as the host, which lives as long as a module runs.
        let router: Unmanaged<Router>
        let cache: Unmanaged<RecordCache>
        /// Other servers write to the same record: the cache alone does not answer.
        let isShared: Bool

        init(_ host: Host) {
            router = Unmanaged.passUnretained(host.router)
            cache = Unmanaged.passUnretained(host.cache)
            isShared = host.store.isShared
        }
    }

    /// Lends the slot of a call, uncounted; nil where no call has ever had that number.
    func withSlot<Result>(of id: UInt64, _ body: (HostedCall) -> Result) -> Result? {
        lent.router._withUnsafeGuaranteedRef { $0.table.withSlot(of: id, body) }
    }
}
