import CDossierModule
import CDossierProtos
import CProtobufC

/// Where the fields that every resource has stand in its message.
struct ResourceShape: @unchecked Sendable {
    // Sendable: the descriptor is generated, immutable and lives as long as the library.
    let descriptor: UnsafePointer<ProtobufCMessageDescriptor>
    let name, uid, etag, revision, createTime, updateTime, deleteTime, author, tlp: FieldRef
    /// Nil: resources of this kind do not tell that they were redacted.
    let redaction: FieldRef?
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
        redaction = FieldRef("redaction", in: descriptor).flatMap { field in
            let isRedaction = !field.isRepeated && field.type == PROTOBUF_C_TYPE_MESSAGE
            return isRedaction && field.messageDescriptor == dossier__v1__redaction__type() ? field : nil
        }
        let serverSet = [name, uid, etag, revision, createTime, updateTime, deleteTime, author]
        self.serverSet = Set((serverSet + [redaction].compactMap(\.self)).map(\.number))
    }

    /// An encoded resource without what the server sets in it.
    func content(of resource: UnsafeRawBufferPointer) -> [UInt8] {
        var content = WireWriter(capacity: resource.count)
        for field in WireFields(resource) where !serverSet.contains(field.number) { content.append(field.bytes) }
        return content.bytes
    }

    /// What is left of an encoded resource that is redacted: what the server set, whom it was for, and why there is no
    /// more.
    func redacted(_ resource: UnsafeRawBufferPointer, _ mark: dossier_redaction) -> [UInt8] {
        var left = WireWriter()
        for field in WireFields(resource) where serverSet.contains(field.number) || field.number == tlp.number {
            left.append(field.bytes)
        }
        guard let redaction else { return left.bytes }
        var message = WireWriter()
        func number(_ name: String) -> UInt32 { FieldRef(required: name, in: redaction.messageDescriptor).number }
        message.timestamp(number("time"), nanoseconds: mark.time_ns)
        message.bytes(number("author"), mark.author.buffer)
        message.bytes(number("reason"), mark.reason.buffer)
        message.varint(number("sequence"), mark.sequence)
        left.message(redaction.number, message.bytes)
        return left.bytes
    }
}
