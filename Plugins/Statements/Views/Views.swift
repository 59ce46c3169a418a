import DossierCore
import ModuleKit

/// What the module keeps between calls, so that what is asked often is not computed each time.
final class Views: Sendable {
    /// For callers of every clearance their own: pictures show what each may see.
    private let pictures = TLP.allCases.map { _ in PictureCache() }
    let disputes: DisputeIndex
    /// Keeps up with the feed while nobody asks, so that who asks first does not wait for all of it.
    private let follower: ModuleSubscription

    /// As the module starts.
    init(_ host: Host) {
        let disputes = DisputeIndex()
        self.disputes = disputes
        follower = ModuleSubscription(host.store, to: Kinds.statements) { store in
            // What fails here is told to the one who asks.
            try? disputes.follow(store)
        }
    }

    /// For a call's caller.
    func pictures(for call: Call) -> PictureCache { pictures[Int(max(call.clearance, 1)) - 1] }
}
