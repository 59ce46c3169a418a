import CDossierProtos

/// A FuzzyTime as it is recorded.
struct RecordedTime {
    let span: Span
    let bytes: [UInt8]

    /// Nil when there is none.
    init?(_ time: UnsafeMutablePointer<Dossier__V1__FuzzyTime>?) {
        guard let time else { return nil }
        span = Span(time)
        bytes = FuzzyTimeBytes.of(time)
    }
}
