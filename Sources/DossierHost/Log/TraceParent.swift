import DossierCore
import Tracing

/// Which trace a call is part of: W3C Trace Context's `traceparent`. In the context of a span, it is under its own type.
public struct TraceParent: Equatable, InstrumentationContextKey {
    /// Itself.
    public typealias Value = TraceParent

    /// The name of its metadata.
    static let name = "traceparent"

    /// 32 hexadecimal digits.
    public let trace: String
    /// Of the span that has made the call: 16 of them.
    public let parent: String
    /// Whoever began the trace keeps it.
    let isSampled: Bool

    /// The one that came with a call; nil: none, several, or one that is not as the standard has it.
    init?(_ metadata: Metadata) {
        var texts = metadata.entries.lazy.filter { $0.name == Self.name }.makeIterator()
        guard let only = texts.next(), texts.next() == nil else { return nil }
        self.init(only.value)
    }

    /// "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01". Of later versions that beginning is read.
    init?(_ text: String) {
        guard text.utf8.count <= Limits.metadataBytes else { return nil }
        let parts = text.split(separator: "-", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count >= 4, zip(parts, [2, 32, 16, 2]).allSatisfy({ Self.isHex($0, count: $1) }) else { return nil }
        guard parts[0] != "ff", parts.count == 4 || parts[0] != "00" else { return nil }
        guard [parts[1], parts[2]].allSatisfy({ $0.contains { $0 != "0" } }) else { return nil }
        trace = String(parts[1])
        parent = String(parts[2])
        isSampled = UInt8(parts[3], radix: 16).map { $0 & 1 == 1 } ?? false
    }

    private static func isHex(_ text: Substring, count: Int) -> Bool {
        text.utf8.count == count
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
    }
}
