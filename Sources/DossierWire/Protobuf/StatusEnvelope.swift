import DossierCore

/// A google.rpc.Status on its way out: ask `size`, make room, `write`.
struct StatusEnvelope {
    private let status: Status
    /// Bytes of it.
    let size: Int

    /// `encodedDetails` go out as they are.
    init(_ status: Status) {
        self.status = status
        let code = status.code == .ok ? 0 : 1 + WireSize.varint(UInt64(status.code.rawValue))
        size = code + WireSize.text(status.message) + status.encodedDetails.count
    }

    func write(into writer: inout WireWriter) {
        if status.code != .ok {
            writer.tag(1, .varint)
            writer.varint(UInt64(status.code.rawValue))
        }
        writer.field(2, status.message)
        status.encodedDetails.withUnsafeBytes { writer.bytes($0) }
    }
}
