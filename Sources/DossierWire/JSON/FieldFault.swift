import DossierCore

/// What is wrong with a field, and which; the path grows as the error is passed outwards.
struct FieldFault: Error {
    var status: Status
    var path = FieldPath()

    init(_ text: String) { status = Status(.invalidArgument, text) }

    init(_ status: Status) { self.status = status }

    /// One step further out.
    func inside(_ name: String, index: Int? = nil) -> FieldFault {
        var fault = self
        fault.path.prepend(name, index: index)
        return fault
    }

    /// The status, its message led by the path, which stands in its details, too; the type's name when the fault is the
    /// message's as a whole.
    func status(of descriptor: MessageDescriptor) -> Status {
        var status = status
        if !path.isEmpty, status.code == .invalidArgument {
            status.encodedDetails = BadRequest.detail(path.description, status.message)
        }
        status.message = "\(path.isEmpty ? descriptor.shortName : path.description): \(status.message)"
        return status
    }
}
