import CProtobufC
import DossierCore

extension Message {
    /// A message from proto3 JSON.
    /// - Throws: as `MessageJSON.decode`.
    public convenience init(
        _ initialize: Initializer,
        json: [UInt8],
        types: MessageTypes = MessageTypes(),
        limit: Int = Limits.decodedBytes
    ) throws(Status) {
        try self.init(initialize, json: try JSONValue(parsing: json), types: types, limit: limit)
    }

    /// A message from proto3 JSON that has been parsed.
    /// - Throws: as `MessageJSON.decode`.
    public convenience init(
        _ initialize: Initializer,
        json: JSONValue,
        types: MessageTypes = MessageTypes(),
        limit: Int = Limits.decodedBytes
    ) throws(Status) {
        let arena = Arena(limit: limit)
        let descriptor = try arena.descriptor(initialize)
        let message = try MessageJSON.decode(json, as: descriptor, in: arena, types: types)
        self.init(arena: arena, message: message)
    }

    /// As proto3 JSON.
    /// - Throws: as `MessageJSON.encode`.
    public func json(_ options: MessageJSON.Options = .init()) throws(Status) -> [UInt8] {
        try MessageJSON.encode(base, options)
    }
}
