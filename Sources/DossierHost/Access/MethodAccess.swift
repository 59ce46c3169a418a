import DossierCore

/// Who may call a method.
enum MethodAccess {
    /// Whoever can connect.
    case open
    /// Whoever is known.
    case known
    /// Those who have this role or a higher one.
    case role(Role)

    /// Whether a caller who is known may.
    func admits(_ caller: Caller) -> Bool {
        switch self {
        case .open, .known: true
        case .role(let least): caller.role.map { $0 >= least } ?? false
        }
    }
}

extension LoadedModule {
    /// To a method that a module declares with a role, which `ModuleCheck` knows to be one; nil: with none.
    ///
    /// Health alone is open, to whoever spreads load over servers, and for that it must be the server's own.
    func access(to role: UnsafePointer<CChar>?) -> MethodAccess {
        if let role = role.flatMap({ Role(rawValue: String(cString: $0)) }) { return .role(role) }
        return file == nil && id == HealthModule.id ? .open : .known
    }
}
