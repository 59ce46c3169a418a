import CDossierProtos
import CProtobufC
import DossierCore

extension MessageJSONReader {
    func timestamp(
        _ value: JSONValue,
        _ descriptor: MessageDescriptor
    ) throws(FieldFault) -> UnsafeMutablePointer<ProtobufCMessage> {
        guard let moment = TimestampText.decode(try text(value)) else {
            throw FieldFault("expected a time as \"2022-09-10T12:00:00Z\", of the years 1 to 9999")
        }
        let message = try make(descriptor)
        let timestamp = UnsafeMutableRawPointer(message).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
        timestamp.pointee.seconds = moment.seconds
        timestamp.pointee.nanos = moment.nanos
        return message
    }

    func duration(
        _ value: JSONValue,
        _ descriptor: MessageDescriptor
    ) throws(FieldFault) -> UnsafeMutablePointer<ProtobufCMessage> {
        guard let parts = DurationText.decode(try text(value)) else {
            throw FieldFault("expected a duration in seconds as \"1.5s\", of at most 315,576,000,000 s")
        }
        let message = try make(descriptor)
        let duration = UnsafeMutableRawPointer(message).assumingMemoryBound(to: Google__Protobuf__Duration.self)
        duration.pointee.seconds = parts.seconds
        duration.pointee.nanos = parts.nanos
        return message
    }

    func fieldMask(
        _ value: JSONValue,
        _ descriptor: MessageDescriptor
    ) throws(FieldFault) -> UnsafeMutablePointer<ProtobufCMessage> {
        let message = try make(descriptor)
        let text = try text(value)
        guard !text.isEmpty else { return message }
        let paths = text.split(separator: ",", omittingEmptySubsequences: false)
        let size = FieldKind.string.memorySize
        let array = try allocate(paths.count * size)
        for (index, path) in paths.enumerated() {
            guard let snake = FieldMaskText.decode(path: String(path)) else {
                throw FieldFault("the path \"\(path)\" must be in lowerCamelCase, without underscores")
            }
            array.storeBytes(of: try string(snake), toByteOffset: index * size, as: UnsafeMutablePointer<CChar>.self)
        }
        let mask = UnsafeMutableRawPointer(message).assumingMemoryBound(to: Google__Protobuf__FieldMask.self)
        mask.pointee.paths = array.assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self)
        mask.pointee.n_paths = paths.count
        return message
    }

    func any(
        _ value: JSONValue,
        _ descriptor: MessageDescriptor,
        depth: Int
    ) throws(FieldFault) -> UnsafeMutablePointer<ProtobufCMessage> {
        guard case .object(let members) = value else { throw expected("an object", value) }
        let message = try make(descriptor)
        guard !members.isEmpty else { return message }
        guard case .string(let url)? = value["@type"] else { throw FieldFault("expected the type's name in \"@type\"") }
        let any = UnsafeMutableRawPointer(message).assumingMemoryBound(to: Google__Protobuf__Any.self)
        any.pointee.type_url = try string(url)
        let rest = members.filter { $0.name != "@type" }
        any.pointee.value = try contents(rest, of: url, depth: depth)
        return message
    }

    /// The encoded message within an Any, from the members beside "@type".
    private func contents(
        _ members: [JSONValue.Member],
        of url: String,
        depth: Int
    ) throws(FieldFault) -> ProtobufCBinaryData {
        if members.count == 1, members[0].name == WellKnownType.encodedBytes { return try bytes(members[0].value) }
        guard let descriptor = types.type(url: url) else {
            let name = WellKnownType.encodedBytes
            throw FieldFault("the type \"\(url)\" is not known here: give its bytes, as Base64, in \"\(name)\" alone")
        }
        let inner: UnsafeMutablePointer<ProtobufCMessage>
        if WellKnownType(descriptor) == nil {
            // Its fields stand in the object of the Any itself.
            inner = try message(.object(members), as: descriptor, depth: depth)
        } else {
            guard members.count == 1, members[0].name == "value" else {
                throw FieldFault("expected \"value\", and nothing else beside \"@type\"")
            }
            inner = try message(members[0].value, as: descriptor, depth: depth + 1)
        }
        let size = protobuf_c_message_get_packed_size(inner)
        guard size > 0 else { return ProtobufCBinaryData(len: 0, data: nil) }
        let memory = try allocate(size).assumingMemoryBound(to: UInt8.self)
        return ProtobufCBinaryData(len: protobuf_c_message_pack(inner, memory), data: memory)
    }
}
