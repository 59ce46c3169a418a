import CProtobufC
import DossierCore
import DossierWire

/// What is JSON comes back the same, and what is a message's comes back as the same message.
enum JSONTarget {
    static func run(_ input: UnsafeRawBufferPointer) throws(Broken) {
        guard let (type, bytes) = FuzzTypes.choose(input) else { return }
        do throws(Status) {
            let value = try JSONValue(parsing: Array(bytes))
            for pretty in [false, true] {
                guard try JSONValue(parsing: value.encode(pretty: pretty)) == value else {
                    throw Status(.internal, "comes back as another")
                }
            }
            try checkMessage(value, type)
        } catch {
            try error.checkRefusal()
        }
    }

    private static func checkMessage(_ value: JSONValue, _ type: MessageDescriptor) throws(Status) {
        let arena = Arena()
        let message = try MessageJSON.decode(value, as: type, in: arena, types: FuzzTypes.known)
        let packed = MessageEncoder.encode(message)
        // What an arena takes from JSON, it may not take from bytes: that is a limit's affair.
        guard (try? validate(packed, type)) != nil else { return }
        let json = try MessageJSON.encode(message, .init(types: FuzzTypes.known))
        do throws(Status) {
            let again = try MessageJSON.decode(json, as: type, in: arena, types: FuzzTypes.known)
            guard MessageEncoder.encode(again) == packed else { throw Status(.internal, "comes back as another") }
        } catch {
            throw Status(.internal, "its own JSON: \(error)")
        }
    }

    private static func validate(_ bytes: [UInt8], _ type: MessageDescriptor) throws(Status) {
        _ = try bytes.span.bytes.withUnsafeBytes { (bytes) throws(Status) in
            try MessageValidator.validate(bytes, as: type)
        }
    }
}
