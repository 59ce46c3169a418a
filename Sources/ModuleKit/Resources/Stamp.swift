import CDossierProtos
import CProtobufC
import DossierCore
import Glibc

/// What the server sets in a resource that it records.
struct Stamp {
    var name: String
    var uid: String
    var revision: UInt64
    /// Nanoseconds since 1970.
    var createTime: Int64
    var updateTime: Int64
    var deleteTime: Int64?
    var author: String

    /// Opaque to callers: changes with every revision, and with the resource.
    var etag: String { "\(uid.prefix(8))-\(revision)" }

    /// The first revision of a new resource.
    init(name: String, uid: String, time: Int64, author: String) {
        self.name = name
        self.uid = uid
        revision = 1
        createTime = time
        updateTime = time
        self.author = author
    }

    /// The revision after a stored one.
    init(after stored: UnsafeRawPointer, _ shape: ResourceShape, revision: UInt64, time: Int64, author: String) {
        name = String(decoding: UnsafeRawBufferPointer(text: shape.name.text(in: stored)), as: UTF8.self)
        uid = String(decoding: UnsafeRawBufferPointer(text: shape.uid.text(in: stored)), as: UTF8.self)
        self.revision = revision + 1
        createTime = shape.createTime.message(in: stored).map(Self.nanoseconds) ?? time
        updateTime = time
        self.author = author
    }

    /// The resource with the stamp, encoded, and its tlp.
    func encode(_ message: UnsafePointer<ProtobufCMessage>, _ shape: ResourceShape) -> (body: [UInt8], tlp: UInt32) {
        let size = shape.descriptor.pointee.sizeof_message
        return withUnsafeTemporaryAllocation(byteCount: size, alignment: 16) { copy in
            memcpy(copy.baseAddress!, message, size)
            let stamped = copy.baseAddress!
            var tlp = shape.tlp.value(UInt32.self, in: stamped)
            if tlp == 0 { tlp = UInt32(DOSSIER__V1__TLP__TLP_AMBER.rawValue) }
            shape.tlp.set(tlp, in: stamped)
            shape.revision.set(revision, in: stamped)
            shape.redaction?.set(nil as UnsafePointer<ProtobufCMessage>?, in: stamped)
            return (withTexts(in: stamped, shape), tlp)
        }
    }

    private func withTexts(in message: UnsafeMutableRawPointer, _ shape: ResourceShape) -> [UInt8] {
        name.withCString { name in
            uid.withCString { uid in
                etag.withCString { etag in
                    author.withCString { author in
                        shape.name.set(name, in: message)
                        shape.uid.set(uid, in: message)
                        shape.etag.set(etag, in: message)
                        shape.author.set(author, in: message)
                        return withTimes(in: message, shape)
                    }
                }
            }
        }
    }

    private func withTimes(in message: UnsafeMutableRawPointer, _ shape: ResourceShape) -> [UInt8] {
        var create = Self.timestamp(createTime)
        var update = Self.timestamp(updateTime)
        var delete = Self.timestamp(deleteTime ?? 0)
        return withUnsafeMutablePointer(to: &create) { create in
            withUnsafeMutablePointer(to: &update) { update in
                withUnsafeMutablePointer(to: &delete) { delete in
                    shape.createTime.set(create, in: message)
                    shape.updateTime.set(update, in: message)
                    shape.deleteTime.set(deleteTime == nil ? nil : delete, in: message)
                    return UnsafePointer(message.assumingMemoryBound(to: ProtobufCMessage.self)).packed
                }
            }
        }
    }

    private static func timestamp(_ nanoseconds: Int64) -> Google__Protobuf__Timestamp {
        var timestamp = Google__Protobuf__Timestamp()
        google__protobuf__timestamp__init(&timestamp)
        (timestamp.seconds, timestamp.nanos) = splitNanoseconds(nanoseconds)
        return timestamp
    }

    private static func nanoseconds(_ message: UnsafePointer<ProtobufCMessage>) -> Int64 {
        let timestamp = UnsafeRawPointer(message).assumingMemoryBound(to: Google__Protobuf__Timestamp.self).pointee
        return timestamp.seconds * 1_000_000_000 + Int64(timestamp.nanos)
    }
}
