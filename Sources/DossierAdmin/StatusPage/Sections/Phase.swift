import DossierHost

/// A part of the time of a call that a worker answered. Its name is its class in the page's style, too.
enum Phase: String, CaseIterable {
    case decode
    case queue
    case module
    case store
    case encode

    func nanoseconds(of phases: CallPhases) -> Int64 {
        switch self {
        case .decode: phases.decode
        case .queue: phases.queue
        case .module: phases.module
        case .store: phases.store
        case .encode: phases.encode
        }
    }
}
