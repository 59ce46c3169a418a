import Synchronization

/// Whether a module takes calls. The numbers are those of dossier.v1.ModuleState.
enum ModuleState: UInt8, AtomicRepresentable {
    case serving = 1
    /// No new ones; those that are open may end.
    case draining = 2
    case disabled = 3
}
