import CDossierModule
import DossierCore

/// What a module wants sent ahead of a call's first reply.
struct ReplyHeaders {
    private var metadata = Metadata()
    private var bytes = 0
    /// The first reply has gone out.
    private(set) var isTaken = false

    /// Adds one, as `dossier_host.header` says.
    mutating func add(_ pair: dossier_pair) -> StatusCode {
        guard !isTaken else { return .failedPrecondition }
        guard Self.isName(pair.name.buffer), pair.value.buffer.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return .invalidArgument
        }
        bytes += pair.name.size + pair.value.size
        guard bytes <= Limits.metadataBytes else { return .resourceExhausted }
        metadata.entries.append(Metadata.Entry(name: pair.name.text, value: pair.value.text))
        return .ok
    }

    /// The first reply goes out: all of them, once; nil when there are none, or they are gone already.
    mutating func take() -> Metadata? {
        guard !isTaken else { return nil }
        isTaken = true
        return metadata.entries.isEmpty ? nil : metadata
    }

    /// As gRPC's Custom-Metadata names are, which HTTP/2 can carry.
    private static func isName(_ name: UnsafeRawBufferPointer) -> Bool {
        let text = name.text
        guard text.wholeMatch(of: /[a-z0-9_.-]+/) != nil else { return false }
        return !text.hasPrefix("grpc-") && text != "content-type" && text != "te"
    }
}
