import CProtobufC
import DossierCore
import DossierWire

/// What the validator lets pass, protobuf-c decodes within the memory that was told, and it comes back the same.
enum MessageTarget {
    static func run(_ input: UnsafeRawBufferPointer) throws(Broken) {
        guard let (type, bytes) = FuzzTypes.choose(input) else { return }
        let arena = Arena()
        let message: UnsafeMutablePointer<ProtobufCMessage>
        do throws(Status) {
            let memory = try MessageValidator.validate(bytes, as: type)
            message = try MessageDecoder.decode(bytes, as: type, in: arena)
            guard arena.usedBytes <= memory else {
                throw Status(.internal, "took \(arena.usedBytes) bytes of \(memory)")
            }
        } catch {
            return try error.checkRefusal()
        }
        try checkReturn(message, type)
    }

    /// JSON may refuse what is no moment of time; what it writes, it reads.
    private static func checkReturn(
        _ message: UnsafeMutablePointer<ProtobufCMessage>,
        _ type: MessageDescriptor
    ) throws(Broken) {
        let packed = MessageEncoder.encode(message)
        let arena = Arena()
        do throws(Status) {
            let again = try packed.span.bytes.withUnsafeBytes { (bytes) throws(Status) in
                try MessageDecoder.decode(bytes, as: type, in: arena)
            }
            guard MessageEncoder.encode(again) == packed else { throw Status(.internal, "comes back as another") }
        } catch {
            throw Broken("encoded again: \(error)")
        }
        do throws(Status) {
            try JSONTarget.comeBack(message, type, arena)
        } catch {
            try error.checkRefusal()
        }
        guard let json = try? MessageJSON.encode(message, .init(emitDefaults: true)) else { return }
        do throws(Status) {
            _ = try MessageJSON.decode(json, as: type, in: arena)
        } catch {
            throw Broken("its JSON is refused: \(error)")
        }
    }
}
