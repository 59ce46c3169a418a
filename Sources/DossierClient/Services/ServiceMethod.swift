import CDossierProtos
import CProtobufC
import DossierCore
import DossierWire

/// A method with what it takes and what it gives, for calls in proto3 JSON.
///
/// `@unchecked Sendable`: the descriptors never change.
public struct ServiceMethod: @unchecked Sendable {
    /// As it is called.
    public let name: MethodName
    /// The type of its request; good as long as this value.
    public let input: MessageDescriptor
    /// The type of its reply; good as long as this value.
    public let output: MessageDescriptor
    /// What an Any in its messages may hold; details of errors stand wherever a service reports them.
    private let types: MessageTypes
    /// Where the descriptors live; nil: they were compiled in.
    private let pool: DescriptorPool?

    private init(_ name: MethodName, _ input: MessageDescriptor, _ output: MessageDescriptor) {
        (self.name, self.input, self.output) = (name, input, output)
        types = .details
        pool = nil
    }

    /// A method whose messages are of a pool.
    init(name: MethodName, input: MessageDescriptor, output: MessageDescriptor, of pool: DescriptorPool) {
        (self.name, self.input, self.output) = (name, input, output)
        types = pool.types.adding(.details)
        self.pool = pool
    }

    /// A method of package dossier.v1, whose messages were compiled in: its server need not be asked. UNIMPLEMENTED for
    /// any other.
    public static func standard(_ name: MethodName) throws(Status) -> ServiceMethod {
        let services = [
            dossier__v1__incidents__type(), dossier__v1__actors__type(), dossier__v1__statements__type(),
            dossier__v1__server__type(),
        ]
        guard let service = services.first(where: { $0.map { String(cString: $0.pointee.name) } == name.service }),
            let method = protobuf_c_service_descriptor_get_method_by_name(service, name.method)
        else { throw Status(.unimplemented, "this client was built without \(name)") }
        return ServiceMethod(name, method.pointee.input, method.pointee.output)
    }

    /// The encoded request of a JSON value.
    /// - Throws: INVALID_ARGUMENT naming the member that does not fit.
    public func request(_ value: JSONValue) throws(Status) -> [UInt8] {
        try JSONMessage.encode(value, as: input, types)
    }

    /// The JSON value of an encoded reply.
    /// - Throws: INTERNAL when the bytes are no such message.
    public func reply(_ bytes: [UInt8]) throws(Status) -> JSONValue {
        try JSONMessage.decode(bytes, as: output, types)
    }
}
