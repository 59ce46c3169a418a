import DossierCore

extension WireFault {
    /// The status for it: RESOURCE_EXHAUSTED past a ceiling, else INVALID_ARGUMENT, naming the part at fault.
    /// - Parameter memory: how many bytes of it are the ceiling.
    func status(of part: String, memory: Int = Limits.decodedBytes) -> Status {
        switch self {
        case .tooMuchMemory:
            Status(
                .resourceExhausted,
                "\(part): more than \(memory) bytes of memory when decoded; send less at a time"
            )
        case .tooManyElements: Status(.resourceExhausted, "\(part): \(text)")
        default: Status(.invalidArgument, "\(part): \(text)")
        }
    }
}
