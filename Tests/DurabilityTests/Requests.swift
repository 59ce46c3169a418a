import CDossierProtos
import CProtobufC
import DossierCore
import DossierWire

/// Requests of dossier.v1.Incidents from JSON.
enum Requests {
    static func encode(_ method: String, _ json: String) throws(Status) -> [UInt8] {
        guard let found = protobuf_c_service_descriptor_get_method_by_name(dossier__v1__incidents__type(), method)
        else {
            throw Status(.unimplemented, "no method \(method)")
        }
        let arena = Arena()
        let message = try MessageJSON.decode(Array(json.utf8), as: found.pointee.input, in: arena)
        return MessageEncoder.encode(message)
    }
}
