import CDossierModule
import CDossierProtos
import CProtobufC
import DossierCore

/// Gives the host the values of one term of one record.
public struct TermWriter {
    let sink: IndexSink
    let place: UInt32

    /// A text or a name; an empty one is no value. Longer than `Limits.termBytes`: the beginning.
    public func add(_ text: UnsafePointer<CChar>?) {
        let bytes = UnsafeRawBufferPointer(text: text)
        if !bytes.isEmpty { put(UnsafeRawBufferPointer(rebasing: bytes.prefix(Limits.termBytes))) }
    }

    /// A text.
    public func add(_ text: String) { text.withCString { add($0) } }

    /// A whole number, or a time in nanoseconds since 1970: big endian with the sign flipped, to sort as bytes.
    public func add(_ number: Int64) {
        var bytes = (UInt64(bitPattern: number) ^ (1 << 63)).bigEndian
        withUnsafeBytes(of: &bytes) { put($0) }
    }

    /// True or false.
    public func add(_ flag: Bool) { add(flag ? 1 : 0 as Int64) }

    /// A moment; nothing when absent.
    public func add(_ time: UnsafePointer<Google__Protobuf__Timestamp>?) {
        guard let time = time?.pointee else { return }
        let (scaled, tooFar) = time.seconds.multipliedReportingOverflow(by: 1_000_000_000)
        if !tooFar { add(scaled &+ Int64(time.nanos)) }
    }

    /// An enum's value by its name without the enum's prefix: "DATA_THEFT"; the value 0 is none.
    public func add(_ number: Int32, of descriptor: UnsafePointer<ProtobufCEnumDescriptor>) {
        guard number != 0, let value = protobuf_c_enum_descriptor_get_value(descriptor, number),
            let zero = protobuf_c_enum_descriptor_get_value(descriptor, 0)
        else { return }
        let prefix = String(cString: zero.pointee.name).utf8.count - "UNSPECIFIED".utf8.count
        add(value.pointee.name + prefix)
    }

    private func put(_ value: UnsafeRawBufferPointer) { sink.table.pointee.term(sink.raw, place, dossier_bytes(value)) }
}
