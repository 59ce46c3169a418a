import DossierWire

/// That a resource's content was taken away.
enum RedactionText {
    /// "2026-11-26 09:12:03 by ana: names a victim"; nil when it was not.
    static func text(_ resource: JSONValue) -> String? {
        guard let redaction = resource["redaction"] else { return nil }
        let author = (redaction["author"]?.text).map { " by \($0)" } ?? ""
        return "\(Words.moment(redaction["time"]))\(author): \(redaction["reason"]?.text ?? "")"
    }
}
