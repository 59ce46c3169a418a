import CProtobufC
import DossierCore

/// Proto3 JSON (protobuf.dev/programming-guides/json) for any message, driven by its descriptor.
///
/// Names are lowerCamelCase on output; the .proto file's are taken too. 64-bit integers are strings, bytes Base64,
/// enums names; google.protobuf.Timestamp, Duration and FieldMask have their own forms. An Any of a type in `types` shows
/// its fields beside "@type"; one of another type, or whose bytes are not of its type, shows these as Base64 in "@value",
/// which is a form of this project. What is written is read back.
/// protobuf-c's descriptors do not know json_name, and maps only those of a `DescriptorPool`.
public enum MessageJSON {
    /// How to write.
    public struct Options: Sendable {
        /// On several lines, two spaces a level.
        public var pretty = false
        /// Also fields at their default; never unset messages and oneofs.
        public var emitDefaults = false
        /// Types that an Any may hold.
        public var types = MessageTypes()

        /// One line, without defaults.
        public init(pretty: Bool = false, emitDefaults: Bool = false, types: MessageTypes = MessageTypes()) {
            self.pretty = pretty
            self.emitDefaults = emitDefaults
            self.types = types
        }
    }

    /// The message as JSON, UTF-8, without a line break at the end.
    /// - Throws: INVALID_ARGUMENT naming a field that JSON cannot express: a timestamp outside years 1 to 9999, a
    ///   duration outside about 10,000 years or with parts of opposite signs, a field
    ///   mask's path that is not in lower case with underscores.
    public static func encode(
        _ message: UnsafePointer<ProtobufCMessage>,
        _ options: Options = Options()
    ) throws(Status) -> [UInt8] {
        var writer = MessageJSONWriter(options)
        do throws(FieldFault) {
            try writer.message(message)
        } catch {
            throw error.status(of: message.pointee.descriptor)
        }
        return writer.json.bytes
    }

    /// A message in the arena from JSON.
    /// - Throws: INVALID_ARGUMENT with line and column for what is not JSON, with the field's path for what does not fit;
    ///   RESOURCE_EXHAUSTED past the arena's limit.
    public static func decode(
        _ json: [UInt8],
        as descriptor: MessageDescriptor,
        in arena: Arena,
        types: MessageTypes = MessageTypes()
    ) throws(Status) -> UnsafeMutablePointer<ProtobufCMessage> {
        try decode(try JSONValue(parsing: json), as: descriptor, in: arena, types: types)
    }

    /// A message in the arena from JSON that has been parsed.
    /// - Throws: as the other.
    public static func decode(
        _ value: JSONValue,
        as descriptor: MessageDescriptor,
        in arena: Arena,
        types: MessageTypes = MessageTypes()
    ) throws(Status) -> UnsafeMutablePointer<ProtobufCMessage> {
        let reader = MessageJSONReader(arena: arena, types: types)
        do throws(FieldFault) {
            return try reader.message(value, as: descriptor, depth: 0)
        } catch {
            throw error.status(of: descriptor)
        }
    }
}
