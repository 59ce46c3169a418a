import CDossierProtos
import CProtobufC
import DossierCore

/// Connect's form of a status: a JSON object.
public enum ConnectError {
    /// The status as JSON. A detail shows its bytes, and its fields too ("debug") when its type is among `types`.
    public static func encode(_ status: Status, types: MessageTypes = MessageTypes()) -> [UInt8] {
        var json = JSONWriter(pretty: false)
        json.beginObject()
        json.name("code")
        json.string(status.code.connectName)
        if !status.message.isEmpty {
            json.name("message")
            json.string(status.message)
        }
        writeDetails(of: status, types, to: &json)
        json.endObject()
        return json.bytes
    }

    /// Details that cannot be read, as those of a faulty module, are left out.
    private static func writeDetails(of status: Status, _ types: MessageTypes, to json: inout JSONWriter) {
        // They are encoded as the field of google.rpc.Status, so they are one.
        guard !status.encodedDetails.isEmpty,
            let message = try? Message(google__rpc__status__init, decoding: status.encodedDetails)
        else { return }
        json.name("details")
        json.beginArray()
        for index in 0..<message.pointee.n_details { write(message.pointee.details[index]!.pointee, types, to: &json) }
        json.endArray()
        withExtendedLifetime(message) {}
    }

    private static func write(_ detail: Google__Protobuf__Any, _ types: MessageTypes, to json: inout JSONWriter) {
        let url = String(cString: detail.type_url)
        let value = UnsafeRawBufferPointer(start: detail.value.data, count: detail.value.len)
        json.beginObject()
        json.name("type")
        json.string(MessageTypes.name(url: url))
        json.name("value")
        json.string(Base64.encode(value, isPadded: false))
        if let type = types.type(url: url), let debug = readable(value, type, types) {
            json.name("debug")
            json.value(debug)
        }
        json.endObject()
    }

    private static func readable(
        _ value: UnsafeRawBufferPointer,
        _ type: MessageDescriptor,
        _ types: MessageTypes
    ) -> JSONValue? {
        let arena = Arena()
        guard let message = try? MessageDecoder.decode(value, as: type, in: arena),
            let text = try? MessageJSON.encode(message, .init(types: types))
        else { return nil }
        withExtendedLifetime(arena) {}
        return try? JSONValue(parsing: text)
    }
}
