import CDossierModule
import DossierCore
import DossierWire
import ModuleKit

/// The caller as a module sees him, without what proves who he is; lives until the call is released.
final class CallerMemory {
    let pointer: UnsafeMutablePointer<dossier_caller>
    private var texts: [UnsafeMutableRawBufferPointer] = []
    private let pairs: UnsafeMutableBufferPointer<dossier_pair>
    private let roles: UnsafeMutableBufferPointer<dossier_bytes>

    init(_ who: Caller, peer: String, metadata: Metadata) {
        pointer = .allocate(capacity: 1)
        let entries = metadata.entries.filter { $0.name != "authorization" }
        let names = who.role?.included ?? []
        pairs = .allocate(capacity: entries.count)
        roles = .allocate(capacity: names.count)
        var caller = dossier_caller()
        caller.size = UInt32(MemoryLayout<dossier_caller>.size)
        caller.tlp = who.clearance.rawValue
        caller.subject = copy(who.subject.utf8)
        caller.peer = copy(peer.utf8)
        for (index, role) in names.enumerated() {
            roles.initializeElement(at: index, to: copy(role.rawValue.utf8))
        }
        caller.roles = UnsafePointer(roles.baseAddress)
        caller.n_roles = UInt32(names.count)
        for (index, entry) in entries.enumerated() {
            pairs.initializeElement(at: index, to: dossier_pair(name: copy(entry.name.utf8), value: copy(entry.bytes)))
        }
        caller.metadata = UnsafePointer(pairs.baseAddress)
        caller.n_metadata = UInt32(entries.count)
        pointer.initialize(to: caller)
    }

    deinit {
        pointer.deallocate()
        pairs.deallocate()
        roles.deallocate()
        for text in texts { text.deallocate() }
    }

    private func copy(_ text: some Collection<UInt8>) -> dossier_bytes {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, text.count), alignment: 1)
        memory.copyBytes(from: text)
        texts.append(memory)
        return dossier_bytes(UnsafeRawBufferPointer(rebasing: memory[..<text.count]))
    }
}
