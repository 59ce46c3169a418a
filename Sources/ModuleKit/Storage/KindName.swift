import CDossierModule

/// The name of a kind, kept for as long as the process lives.
public struct KindName: @unchecked Sendable {
    // Sendable: the bytes are never changed nor freed.
    let bytes: dossier_bytes
    /// As text.
    public let text: String

    /// "incidents".
    public init(_ text: String) {
        self.text = text
        bytes = dossier_bytes(data: immortal(text), size: text.utf8.count)
    }
}
