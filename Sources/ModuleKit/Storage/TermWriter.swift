import CDossierModule
import DossierCore

/// Gives the host the index terms of one record.
public struct TermWriter {
    let table: UnsafePointer<dossier_store>
    let sink: OpaquePointer

    /// A text or a name; an empty one is no term.
    public func add(_ field: Int, _ text: UnsafePointer<CChar>?) {
        guard let text, text.pointee != 0 else { return }
        put(field, UnsafeRawBufferPointer(text: text))
    }

    /// A text.
    public func add(_ field: Int, _ text: String) {
        var text = text
        guard !text.isEmpty else { return }
        text.withUTF8 { put(field, UnsafeRawBufferPointer($0)) }
    }

    /// A whole number, or a time in nanoseconds since 1970.
    public func add(_ field: Int, _ number: Int64) {
        var bytes = (UInt64(bitPattern: number) ^ (1 << 63)).bigEndian
        withUnsafeBytes(of: &bytes) { put(field, $0) }
    }

    /// True or false.
    public func add(_ field: Int, _ flag: Bool) { add(field, flag ? 1 : 0 as Int64) }

    private func put(_ field: Int, _ value: UnsafeRawBufferPointer) {
        let kept = UnsafeRawBufferPointer(rebasing: value.prefix(Limits.termBytes))
        table.pointee.term(sink, UInt32(field), dossier_bytes(kept))
    }
}
