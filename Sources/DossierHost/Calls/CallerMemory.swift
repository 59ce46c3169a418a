import CDossierModule
import DossierCore
import DossierWire
import ModuleKit

/// The caller as a module sees him; lives until the call is released.
final class CallerMemory {
    let pointer: UnsafeMutablePointer<dossier_caller>
    private var texts: [UnsafeMutableRawBufferPointer] = []
    private let pairs: UnsafeMutableBufferPointer<dossier_pair>

    init(_ who: Caller, peer: String, metadata: Metadata) {
        pointer = .allocate(capacity: 1)
        pairs = .allocate(capacity: metadata.entries.count)
        var caller = dossier_caller()
        caller.size = UInt32(MemoryLayout<dossier_caller>.size)
        caller.tlp = who.clearance.rawValue
        caller.subject = copy(who.subject.utf8)
        caller.peer = copy(peer.utf8)
        for (index, entry) in metadata.entries.enumerated() {
            pairs.initializeElement(at: index, to: dossier_pair(name: copy(entry.name.utf8), value: copy(entry.bytes)))
        }
        caller.metadata = UnsafePointer(pairs.baseAddress)
        caller.n_metadata = UInt32(metadata.entries.count)
        pointer.initialize(to: caller)
    }

    deinit {
        pointer.deallocate()
        pairs.deallocate()
        for text in texts { text.deallocate() }
    }

    private func copy(_ text: some Collection<UInt8>) -> dossier_bytes {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, text.count), alignment: 1)
        memory.copyBytes(from: text)
        texts.append(memory)
        return dossier_bytes(UnsafeRawBufferPointer(rebasing: memory[..<text.count]))
    }
}
