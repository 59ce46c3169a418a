import CDossierModule
import DossierStore

/// What a module wants to be called with when the record has moved on.
struct Subscription: @unchecked Sendable {
    // Sendable: the contract calls the function on any worker; what it points to is the module's to guard.
    let id: UInt64
    let function: @convention(c) (UnsafeMutableRawPointer?, UInt64) -> Void
    let user: UnsafeMutableRawPointer?
}
