import DossierCore

extension WireFault {
    /// The status for it: RESOURCE_EXHAUSTED past a ceiling, else INVALID_ARGUMENT, naming the part at fault.
    func status(of part: String) -> Status {
        switch self {
        case .tooManyElements, .tooMuchMemory: Status(.resourceExhausted, "\(part): \(text)")
        default: Status(.invalidArgument, "\(part): \(text)")
        }
    }
}
