import CDossierModule
import CDossierProtos
import CProtobufC
import DossierCore

/// The terms and texts that every resource has.
struct CommonTerms: Sendable {
    private let shape: ResourceShape
    private let labels, externalRefs: FieldRef

    init(_ descriptor: UnsafePointer<ProtobufCMessageDescriptor>) {
        shape = ResourceShape(descriptor)
        labels = FieldRef(required: "labels", in: descriptor)
        externalRefs = FieldRef(required: "external_refs", in: descriptor)
    }

    /// In the order of `write`.
    let fields = [
        TermField(name: "uid", type: UInt32(DOSSIER_TEXT)),
        TermField(name: "author", type: UInt32(DOSSIER_TEXT)),
        TermField(name: "tlp", type: UInt32(DOSSIER_TEXT)),
        TermField(name: "create_time", type: UInt32(DOSSIER_TIME)),
        TermField(name: "update_time", type: UInt32(DOSSIER_TIME)),
        TermField(name: "delete_time", type: UInt32(DOSSIER_TIME)),
        TermField(name: "labels", type: UInt32(DOSSIER_TEXT), isRepeated: true),
        TermField(name: "external_refs.source", type: UInt32(DOSSIER_TEXT), isRepeated: true),
        TermField(name: "external_refs.id", type: UInt32(DOSSIER_TEXT), isRepeated: true),
    ]

    func write(_ message: UnsafeRawPointer, to sink: IndexSink) {
        sink.term(0).add(shape.uid.text(in: message))
        sink.term(1).add(shape.author.text(in: message))
        sink.term(2).add(shape.tlp.value(Int32.self, in: message), of: dossier__v1__tlp__type())
        for (place, time) in [(3, shape.createTime), (4, shape.updateTime), (5, shape.deleteTime)] {
            sink.term(place).add(time.value(UnsafePointer<Google__Protobuf__Timestamp>?.self, in: message))
        }
        for label in labels.messages(in: message) {
            let label = UnsafeRawPointer(label).assumingMemoryBound(to: Dossier__V1__Label.self).pointee
            sink.term(6).add("\(String(cString: label.key))=\(String(cString: label.value))")
            sink.text(weight: 1).add(label.value)
        }
        for reference in externalRefs.messages(in: message) {
            let reference = UnsafeRawPointer(reference).assumingMemoryBound(to: Dossier__V1__ExternalRef.self).pointee
            sink.term(7).add(reference.source)
            sink.term(8).add(reference.id)
            sink.text(weight: 2).add(reference.id)
        }
    }
}
