import DossierCore

extension Metadata.Entry {
    /// An entry of what a module gives: text as it is, and the bytes of a binary name as base64. The name is lower case.
    package init(name: String, bytes: UnsafeRawBufferPointer) {
        let isBinary = Self.isBinary(name)
        let value = isBinary ? Base64.encode(bytes, isPadded: false) : String(decoding: bytes, as: UTF8.self)
        self.init(name: name, value: value)
    }

    /// What a module gets: the text as it came, or the bytes of a binary name's value; that too as it came where it is
    /// no base64.
    package var bytes: [UInt8] {
        let decoded = Self.isBinary(name) ? Base64.decode(value) : nil
        return decoded ?? Array(value.utf8)
    }

    /// Names that end so have bytes for values (grpc/grpc doc/PROTOCOL-HTTP2.md, Binary-Header).
    package static func isBinary(_ name: String) -> Bool { name.hasSuffix("-bin") }
}
