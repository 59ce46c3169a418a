import CDossierModule
import CDossierProtos
import DossierCore

/// Gives the host texts of one record, all of one weight.
public struct TextWriter {
    let sink: IndexSink
    let weight: UInt32

    /// A text in its language as it is.
    public func add(_ text: UnsafePointer<CChar>?) {
        let bytes = UnsafeRawBufferPointer(text: text)
        if !bytes.isEmpty { sink.table.pointee.text(sink.raw, weight, dossier_bytes(bytes)) }
    }

    /// A time in a source's words.
    public func add(_ time: UnsafePointer<Dossier__V1__FuzzyTime>?) { add(time?.pointee.text) }
}
