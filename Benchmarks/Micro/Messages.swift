import CDossierProtos
import CProtobufC
import DossierWire

/// Messages without a server.
enum Messages {
    /// Validates and decodes the same bytes, into the same memory, as the call table does.
    static func decode<Body>(_ bytes: [UInt8], _ initialize: Message<Body>.Initializer, _ count: Int) throws {
        let descriptor = try Message(initialize).descriptor
        let arena = Arena()
        try bytes.withUnsafeBytes { bytes in
            for _ in 0..<count {
                _ = try MessageDecoder.decode(bytes, as: descriptor, in: arena)
                arena.reset()
            }
        }
    }

    /// Encodes the same incident into the same memory, as doors do.
    static func encodeIncident(_ count: Int) throws {
        let incident = try Message(dossier__v1__incident__init, decoding: Samples.incident(0))
        var frame = Frame()
        for _ in 0..<count { frame.write(incident.base) }
    }
}
