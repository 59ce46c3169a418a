import DossierCore
import DossierTransport

/// What a call is called by in the log, and by whoever asks about it.
enum RequestID {
    /// The one that its client has given it, if it can be printed and is not long; else a new one.
    static func of(_ metadata: Metadata) -> String {
        let given = metadata[Metadata.requestID].flatMap { isUsable($0) ? $0 : nil }
        return given ?? random()
    }

    private static func isUsable(_ text: String) -> Bool {
        (1...Limits.callIDBytes).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// 32 hexadecimal digits; the first is not 0.
    private static func random() -> String { String(UInt128.random(in: 1 << 124...(.max)), radix: 16) }
}
