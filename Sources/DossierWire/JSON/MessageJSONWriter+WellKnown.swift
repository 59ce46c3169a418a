import CDossierProtos
import CProtobufC
import DossierCore

extension MessageJSONWriter {
    mutating func timestamp(_ message: UnsafePointer<ProtobufCMessage>) throws(FieldFault) {
        let timestamp = UnsafeRawPointer(message).load(as: Google__Protobuf__Timestamp.self)
        guard let text = TimestampText.encode(seconds: timestamp.seconds, nanos: timestamp.nanos) else {
            throw FieldFault("not a moment of the years 1 to 9999, so JSON cannot express it")
        }
        json.string(text)
    }

    mutating func duration(_ message: UnsafePointer<ProtobufCMessage>) throws(FieldFault) {
        let duration = UnsafeRawPointer(message).load(as: Google__Protobuf__Duration.self)
        guard let text = DurationText.encode(seconds: duration.seconds, nanos: duration.nanos) else {
            throw FieldFault("not a duration of at most 315,576,000,000 s and one sign, so JSON cannot express it")
        }
        json.string(text)
    }

    mutating func fieldMask(_ message: UnsafePointer<ProtobufCMessage>) throws(FieldFault) {
        let mask = UnsafeRawPointer(message).load(as: Google__Protobuf__FieldMask.self)
        var paths: [String] = []
        for index in 0..<mask.n_paths {
            let path = mask.paths[index].map { String(cString: $0) } ?? ""
            guard let camel = FieldMaskText.encode(path: path) else {
                throw FieldFault("the path \"\(path)\" is not in lower_snake_case, so JSON cannot express it")
            }
            paths.append(camel)
        }
        json.string(paths.joined(separator: ","))
    }

    mutating func any(_ message: UnsafePointer<ProtobufCMessage>) throws(FieldFault) {
        let any = UnsafeRawPointer(message).load(as: Google__Protobuf__Any.self)
        let url = any.type_url.map { String(cString: $0) } ?? ""
        json.beginObject()
        defer { json.endObject() }
        guard !url.isEmpty || any.value.len > 0 else { return }
        json.name("@type")
        json.string(url)
        let arena = Arena()
        guard let inner = decoded(any.value, url, arena) else {
            json.name(WellKnownType.encodedBytes)
            return bytes(any.value)
        }
        if WellKnownType(inner.pointee.descriptor) == nil {
            try fields(inner)
        } else {
            json.name("value")
            try self.message(inner)
        }
        withExtendedLifetime(arena) {}
    }

    /// The message within; nil when its type is not known, the bytes are not of it, or it lies too deep.
    private func decoded(
        _ value: ProtobufCBinaryData,
        _ url: String,
        _ arena: Arena
    ) -> UnsafePointer<ProtobufCMessage>? {
        guard let descriptor = options.types.type(url: url) else { return nil }
        let bytes = UnsafeRawBufferPointer(start: value.data, count: value.len)
        return (try? MessageDecoder.decode(bytes, as: descriptor, in: arena, depth: depth)).map { UnsafePointer($0) }
    }
}
