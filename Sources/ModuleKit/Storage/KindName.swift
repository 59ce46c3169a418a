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

extension KindName {
    /// The name of a resource of this kind in a request, not of a revision; INVALID_ARGUMENT naming the field.
    public func name(_ text: UnsafePointer<CChar>?, field: String) throws(Interrupt) -> String {
        guard let (id, revision) = ResourceName.parse(text, kind: self), revision == 0 else {
            throw .invalid(field, "must be a name: \(self.text)/ID")
        }
        return "\(self.text)/\(String(decoding: id, as: UTF8.self))"
    }

    /// Whether a name is that of a resource of this kind.
    public func has(_ name: String) -> Bool {
        let (name, kind) = (name.utf8, text.utf8)
        return name.starts(with: kind) && name.dropFirst(kind.count).first == UInt8(ascii: "/")
    }
}
