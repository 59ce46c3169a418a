import CDossierModule
import CProtobufC
import CDossierProtos
import DossierCore

/// Writes the replies of a watch.
struct WatchEvents: Sendable {
    private let type, body, name, sequence, time, resumeToken: FieldRef

    init(_ resource: Resource, _ reply: UnsafePointer<ProtobufCMessageDescriptor>) {
        func field(_ name: String) -> FieldRef { FieldRef(required: name, in: reply) }
        type = field("type")
        body = field(resource.field)
        name = field("name")
        sequence = field("sequence")
        time = field("time")
        resumeToken = field("resume_token")
    }

    /// A change, with the resource after it; of what is removed, the name and the transaction alone.
    func encode(_ record: Record, of resource: Resource) -> [UInt8] {
        var event = WireWriter(capacity: record.body.count + 128)
        event.varint(type.number, UInt64(changeType(record).rawValue))
        if !record.isRemoved { event.message(body.number, record.body) }
        event.bytes(name.number, resource.name(record.id).utf8)
        event.varint(sequence.number, record.moment.sequence)
        if !record.isRemoved { event.timestamp(time.number, nanoseconds: record.moment.time_ns) }
        event.bytes(resumeToken.number, Token.encode(record.cursor))
        return event.bytes
    }

    /// Nothing happened up to a transaction. A watch that is still behind goes on after it by a cursor.
    func heartbeat(_ sequence: UInt64, cursor: [UInt8] = []) -> [UInt8] {
        var event = WireWriter(capacity: 16)
        event.varint(type.number, UInt64(DOSSIER__V1__CHANGE_TYPE__CHANGE_TYPE_HEARTBEAT.rawValue))
        event.varint(self.sequence.number, sequence)
        if !cursor.isEmpty { event.bytes(resumeToken.number, Token.encode(cursor)) }
        return event.bytes
    }

    private func changeType(_ record: Record) -> Dossier__V1__ChangeType {
        if record.isRemoved { return DOSSIER__V1__CHANGE_TYPE__CHANGE_TYPE_REMOVED }
        if record.isDeleted { return DOSSIER__V1__CHANGE_TYPE__CHANGE_TYPE_DELETED }
        return switch record.before {
        case UInt32(DOSSIER_BEFORE_LIVE): DOSSIER__V1__CHANGE_TYPE__CHANGE_TYPE_UPDATED
        case UInt32(DOSSIER_BEFORE_TOMBSTONE): DOSSIER__V1__CHANGE_TYPE__CHANGE_TYPE_UNDELETED
        default: DOSSIER__V1__CHANGE_TYPE__CHANGE_TYPE_CREATED
        }
    }
}
