import CDossierModule
import CProtobufC
import DossierCore

/// AIP-131: one resource by name, deleted ones too; at an earlier revision or moment when asked for.
struct GetMethod: Sendable {
    private let resource: Resource
    private let methodName: String
    private let name, readMask, asOf: FieldRef

    init(_ resource: Resource, _ service: UnsafePointer<ProtobufCServiceDescriptor>) {
        self.resource = resource
        methodName = "Get\(resource.singular)"
        let input = service.input(of: methodName)
        name = FieldRef(required: "name", in: input)
        readMask = FieldRef(required: "read_mask", in: input)
        asOf = FieldRef(required: "recorded_as_of", in: input)
    }

    var method: Method {
        .quick(methodName) { call, request throws(Interrupt) in
            let request = UnsafeRawPointer(request)
            let (id, revision) = try resource.id(name.text(in: request))
            let mask = try FieldMask(readMask, in: request, of: resource.shape.descriptor, for: .reading)
            var read = PointRead(call, resource.kind, id, revision: revision, mask: mask)
            try read.run(at: Moments.requested(asOf, in: request))
        }
    }
}
