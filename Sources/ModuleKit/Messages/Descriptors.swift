import CProtobufC

extension UnsafePointer<ProtobufCServiceDescriptor> {
    /// The request message of a method that the service has.
    func input(of method: String) -> UnsafePointer<ProtobufCMessageDescriptor> { find(method).input }

    /// The reply message of a method that the service has.
    func output(of method: String) -> UnsafePointer<ProtobufCMessageDescriptor> { find(method).output }

    private func find(_ method: String) -> ProtobufCMethodDescriptor {
        guard let found = protobuf_c_service_descriptor_get_method_by_name(self, method) else {
            preconditionFailure("\(String(cString: pointee.name)) has no method \(method)")
        }
        return found.pointee
    }
}
