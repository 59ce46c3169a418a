import CDossierProtos
import ModuleKit

/// Encodes dossier.v1.TimelineEntry.
enum TimelineWriter {
    private static let fields = FieldNumbers(dossier__v1__timeline_entry__type())

    static func encode(_ entry: TimelineEntry) -> [UInt8] {
        var reply = WireWriter(capacity: 512)
        reply.message(fields["time"], entry.time)
        reply.varint(fields["event"], UInt64(entry.event.rawValue))
        switch entry.subject {
        case .incident(let name, let title):
            reply.bytes(fields["name"], name.utf8)
            reply.bytes(fields["text"], title.utf8)
        case .statement(let spoken, let isRetracted, let isCandidate):
            write(spoken, isMeasure: entry.event != .said, into: &reply)
            reply.varint(fields["retracted"], isRetracted ? 1 : 0)
            reply.varint(fields["candidate"], isCandidate ? 1 : 0)
        }
        return reply.bytes
    }

    private static func write(_ spoken: Spoken, isMeasure: Bool, into reply: inout WireWriter) {
        reply.bytes(fields["name"], spoken.name.utf8)
        reply.bytes(fields["text"], (isMeasure ? spoken.measureText : spoken.words).utf8)
        reply.bytes(fields["speaker"], spoken.speaker.utf8)
        reply.bytes(fields["on_behalf_of"], spoken.onBehalfOf.utf8)
        reply.varint(fields["kind"], UInt64(spoken.kind.rawValue))
        for target in isMeasure ? spoken.measureTargets : spoken.targets {
            reply.bytes(fields["target_actors"], target.utf8)
        }
    }
}

extension Spoken {
    private static let appearanceText = FieldNumbers(dossier__v1__appearance__type())["text"]

    /// The words where they first stand.
    fileprivate var words: String {
        var words = ""
        withAppearances { appearance in
            words =
                WireFields(appearance).first { $0.number == Self.appearanceText }
                .map { String(decoding: $0.value, as: UTF8.self) } ?? ""
            return false
        }
        return words
    }
}
