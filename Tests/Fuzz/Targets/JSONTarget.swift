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
        let again = try comeBack(message, type, arena)
        // Bytes that were given as such may have been of their type, but not in the order of its fields.
        guard MessageEncoder.encode(again) == packed || value.holdsBytes else {
            throw Status(.internal, "comes back as another")
        }
    }

    /// What is made of a message's JSON, whose JSON is the same.
    @discardableResult
    static func comeBack(
        _ message: UnsafePointer<ProtobufCMessage>,
        _ type: MessageDescriptor,
        _ arena: Arena
    ) throws(Status) -> UnsafeMutablePointer<ProtobufCMessage> {
        let json = try MessageJSON.encode(message, .init(types: FuzzTypes.known))
        do throws(Status) {
            let again = try MessageJSON.decode(json, as: type, in: arena, types: FuzzTypes.known)
            guard try MessageJSON.encode(again, .init(types: FuzzTypes.known)) == json else {
                throw Status(.internal, "is another")
            }
            return again
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

extension JSONValue {
    /// Whether an Any in it shows its bytes instead of fields.
    fileprivate var holdsBytes: Bool {
        switch self {
        case .object(let members): members.contains { $0.name == "@value" || $0.value.holdsBytes }
        case .array(let elements): elements.contains(where: \.holdsBytes)
        default: false
        }
    }
}
