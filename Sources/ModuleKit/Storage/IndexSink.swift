import CDossierModule

/// Where the host collects what one record is found by.
struct IndexSink {
    let table: UnsafePointer<dossier_store>
    let raw: OpaquePointer

    /// For the values of a term, by its place in the kind's fields.
    func term(_ place: Int) -> TermWriter { TermWriter(sink: self, place: UInt32(place)) }

    /// For texts of a weight.
    func text(weight: Int) -> TextWriter { TextWriter(sink: self, weight: UInt32(weight)) }
}
