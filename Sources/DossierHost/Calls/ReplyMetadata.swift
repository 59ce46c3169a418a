import CDossierModule
import DossierCore
import DossierWire
import ModuleKit

/// What a module wants sent beside a call's replies, as far as it can be.
struct ReplyMetadata {
    /// What a header costs besides its bytes (RFC 9113, 6.5.2).
    private static let overhead = 32
    /// HTTP's own, of the connection and of the message, and the server's.
    private static let reserved: Set<String> = [
        "connection", "content-length", "content-type", "host", "keep-alive", "proxy-connection", "te", "trailer",
        "transfer-encoding", "upgrade", Metadata.requestID,
    ]

    private(set) var metadata = Metadata()
    private var bytes = 0

    /// Adds a pair, as `dossier_host.header` says.
    mutating func add(_ pair: dossier_pair) -> StatusCode {
        let name = pair.name.text
        guard Self.isName(pair.name.buffer), !Self.reserved.contains(name) else { return .invalidArgument }
        guard Metadata.Entry.isBinary(name) || pair.value.buffer.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return .invalidArgument
        }
        let entry = Metadata.Entry(name: name, bytes: pair.value.buffer)
        let size = entry.name.utf8.count + entry.value.utf8.count + Self.overhead
        guard bytes + size <= Limits.metadataBytes else { return .resourceExhausted }
        bytes += size
        metadata.entries.append(entry)
        return .ok
    }

    /// As gRPC's Custom-Metadata names are, which HTTP/2 can carry.
    private static func isName(_ name: UnsafeRawBufferPointer) -> Bool {
        let isWord = name.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"): true
            default: false
            }
        }
        guard isWord, !name.isEmpty else { return false }
        return !name.starts(with: "grpc-".utf8)
    }
}
