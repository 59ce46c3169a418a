import CDossierProtos
import CProtobufC
import DossierCore

/// Fields of requests that this version does not serve: refused, never passed over.
enum Unserved {
    /// UNIMPLEMENTED when a text, a flag or a field mask of a request is set. An empty mask means all, as none does.
    static func check(_ fields: FieldRef..., in request: UnsafeRawPointer) throws(Interrupt) {
        for field in fields where isSet(field, in: request) {
            throw .failed(.unimplemented, "\(field.name) is not served by this version; leave it out")
        }
    }

    private static func isSet(_ field: FieldRef, in request: UnsafeRawPointer) -> Bool {
        switch field.type {
        case PROTOBUF_C_TYPE_STRING: (field.text(in: request)?.pointee ?? 0) != 0
        case PROTOBUF_C_TYPE_MESSAGE: field.message(in: request).map(hasPaths) ?? false
        case PROTOBUF_C_TYPE_BOOL: field.value(Bool.self, in: request)
        default: preconditionFailure("\(field.name) is neither a text nor a flag nor a mask")
        }
    }

    private static func hasPaths(_ mask: UnsafePointer<ProtobufCMessage>) -> Bool {
        UnsafeRawPointer(mask).assumingMemoryBound(to: Google__Protobuf__FieldMask.self).pointee.n_paths > 0
    }
}
