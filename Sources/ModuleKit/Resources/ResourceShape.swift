import CProtobufC

/// Where the fields that every resource has stand in its message.
struct ResourceShape: @unchecked Sendable {
    // Sendable: the descriptor is generated, immutable and lives as long as the library.
    let descriptor: UnsafePointer<ProtobufCMessageDescriptor>
    let name, uid, etag, revision, createTime, updateTime, deleteTime, author, tlp: FieldRef

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
    }
}
