import DossierCore
import DossierWire

extension Resources {
    /// Records a resource; an empty id lets the server choose.
    public func create(
        _ kind: ResourceKind,
        id: String,
        _ fields: JSONValue,
        _ options: WriteOptions = WriteOptions()
    ) async throws(Status) -> JSONValue {
        try await call("Create\(kind.singular)", kind, Self.creation(kind, id, fields) + options.members)
    }

    /// Records several, all or none; at most `Limits.batchItems`.
    public func create(
        _ kind: ResourceKind,
        _ items: [(id: String, fields: JSONValue)],
        _ options: WriteOptions = WriteOptions()
    ) async throws(Status) {
        let requests = items.map { JSONValue(members: Self.creation(kind, $0.id, $0.fields)) }
        _ = try await call("BatchCreate\(kind.plural)", kind, [("requests", .array(requests))] + options.members)
    }

    /// Any number, each acknowledged, for as long as it takes.
    public func importing(_ kind: ResourceKind) async throws(Status) -> ImportStream {
        var options = options
        options.timeout = nil
        return try await ImportStream(client, kind, options)
    }

    /// Writes a new revision. The fields hold the resource's name and, for safety, the etag that was read.
    /// - Parameters:
    ///   - mask: paths of the fields to write; those that are not given are cleared. Empty: all that a writer can set.
    ///   - allowMissing: whether to create what does not exist.
    public func update(
        _ kind: ResourceKind,
        _ fields: JSONValue,
        mask: [String] = [],
        allowMissing: Bool = false,
        _ options: WriteOptions = WriteOptions()
    ) async throws(Status) -> JSONValue {
        var request = [(kind.field, fields)]
        if !mask.isEmpty { request.append(("update_mask", .fieldMask(mask))) }
        return try await call(
            "Update\(kind.singular)",
            kind,
            request + Self.allowing(missing: allowMissing) + options.members
        )
    }

    /// Marks as deleted; an empty etag is no condition.
    /// - Parameter allowMissing: whether there may be nothing to delete.
    public func delete(
        _ name: String,
        _ kind: ResourceKind,
        etag: String,
        allowMissing: Bool = false,
        _ options: WriteOptions = WriteOptions()
    ) async throws(Status) -> JSONValue {
        let request = Self.naming(name, etag) + Self.allowing(missing: allowMissing) + options.members
        return try await call("Delete\(kind.singular)", kind, request)
    }

    /// Brings back what was deleted; an empty etag is no condition.
    public func undelete(
        _ name: String,
        _ kind: ResourceKind,
        etag: String,
        _ options: WriteOptions = WriteOptions()
    ) async throws(Status) -> JSONValue {
        try await call("Undelete\(kind.singular)", kind, Self.naming(name, etag) + options.members)
    }

    private static func creation(_ kind: ResourceKind, _ id: String, _ fields: JSONValue) -> [(String, JSONValue)] {
        [(kind.field, fields), ("\(kind.field)_id", .string(id))]
    }

    private static func naming(_ name: String, _ etag: String) -> [(String, JSONValue)] {
        [("name", .string(name)), ("etag", .string(etag))]
    }

    private static func allowing(missing: Bool) -> [(String, JSONValue)] {
        missing ? [("allow_missing", .bool(true))] : []
    }
}
