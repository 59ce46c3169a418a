import CProtobufC

/// Where the fields that every resource has stand in its message.
struct ResourceShape: @unchecked Sendable {
    // Sendable: the descriptor is generated, immutable and lives as long as the library.
    let descriptor: UnsafePointer<ProtobufCMessageDescriptor>
    let name, uid, etag, revision, createTime, updateTime, deleteTime, author, tlp: FieldRef
    private let serverSet: Set<UInt32>

    init(_ descriptor: UnsafePointer<ProtobufCMessageDescriptor>) {
        self.descriptor = descriptor
        func field(_ name: String) -> FieldRef { FieldRef(required: name, in: descriptor) }
        name = field("name")
        uid = field("uid")
        etag = field("etag")
        revision = field("revision")
        createTime = field("create_time")
        updateTime = field("update_time")
        deleteTime = field("delete_time")
        author = field("author")
        tlp = field("tlp")
        let serverSet = [name, uid, etag, revision, createTime, updateTime, deleteTime, author]
        self.serverSet = Set(serverSet.map(\.number))
    }

    /// An encoded resource without what the server sets in it.
    func content(of resource: UnsafeRawBufferPointer) -> [UInt8] {
        var content = WireWriter(capacity: resource.count)
        for field in WireFields(resource) where !serverSet.contains(field.number) { content.append(field.bytes) }
        return content.bytes
    }
}
