import Synchronization

/// Whether a module takes calls. The numbers are those of dossier.v1.ModuleState.
public enum ModuleState: UInt8, AtomicRepresentable, Sendable {
    /// It takes calls.
    case serving = 1
    /// No new ones; those that are open may end.
    case draining = 2
    /// None at all.
    case disabled = 3
}
