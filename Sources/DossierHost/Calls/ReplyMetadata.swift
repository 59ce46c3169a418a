import CDossierModule
import DossierCore
import DossierWire
import ModuleKit

/// What a module wants sent beside a call's replies, as far as it can be.
struct ReplyMetadata {
    private(set) var metadata = Metadata()
    private var bytes = 0

    /// Adds a pair, as `dossier_host.header` says.
    mutating func add(_ pair: dossier_pair) -> StatusCode {
        guard Self.isName(pair.name.buffer) else { return .invalidArgument }
        let name = pair.name.text
        guard Metadata.Entry.isBinary(name) || pair.value.buffer.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return .invalidArgument
        }
        let entry = Metadata.Entry(name: name, bytes: pair.value.buffer)
        let size = entry.name.utf8.count + entry.value.utf8.count
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
        return !name.starts(with: "grpc-".utf8) && !name.elementsEqual("content-type".utf8)
            && !name.elementsEqual("te".utf8)
    }
}
