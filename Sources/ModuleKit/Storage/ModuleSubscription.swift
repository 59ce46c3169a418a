import CDossierModule

/// A module's own subscription: calls back on a worker, one at a time, whenever a kind may have changed, and now and then
/// when it has not. To be kept until the module is stopped; the host ends it before that.
public final class ModuleSubscription: Sendable {
    private let store: Store
    private let body: @Sendable (Store) -> Void

    /// Subscribes at once.
    public init(_ store: Store, to kind: KindName, _ body: @escaping @Sendable (Store) -> Void) {
        self.store = store
        self.body = body
        _ = store.table.pointee.subscribe(
            store.host,
            0,
            kind.bytes,
            { user, _ in
                let subscription = Unmanaged<ModuleSubscription>.fromOpaque(user!).takeUnretainedValue()
                subscription.body(subscription.store)
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }
}
