import CDossierModule
import DossierCore
import Synchronization

/// Every call that is open, by number. Any thread.
final class CallTable: @unchecked Sendable {
    // Sendable: `slots` is written under `free`'s lock, before a number that leads there is given out, and a slot once
    // written never changes.

    private let slots: UnsafeMutablePointer<Unmanaged<HostedCall>?>
    /// How many may be open.
    let capacity: Int
    private let decodedBytes: Int
    private let created = Atomic<Int>(0)
    private let free = Mutex<[HostedCall]>([])

    init(_ limits: CallLimits) {
        capacity = limits.calls
        decodedBytes = limits.decodedBytes
        slots = .allocate(capacity: capacity)
        slots.initialize(repeating: nil, count: capacity)
    }

    deinit {
        for index in 0..<created.load(ordering: .acquiring) { slots[index]?.release() }
        slots.deallocate()
    }

    /// A free slot; nil when all are taken.
    func acquire() -> HostedCall? {
        free.withLock { free in
            if let call = free.popLast() { return call }
            let count = created.load(ordering: .relaxed)
            guard count < capacity else { return nil }
            let call = HostedCall(slot: UInt32(count), decodedBytes: decodedBytes)
            slots[count] = Unmanaged.passRetained(call)
            created.store(count + 1, ordering: .releasing)
            return call
        }
    }

    /// Takes back a slot that has been released.
    func giveBack(_ call: HostedCall) { free.withLock { $0.append(call) } }

    /// The numbers of the open calls that a predicate picks.
    func open(where predicate: (HostedCall) -> Bool) -> [dossier_call] {
        (0..<created.load(ordering: .acquiring)).compactMap { index in
            guard let call = slots[index]?.takeUnretainedValue() else { return nil }
            return call.state.withLock { $0.phase == .open && predicate(call) ? $0.id : nil }
        }
    }

    /// The slot that a number leads to; whether the call is still there, its state tells.
    func slot(of id: dossier_call) -> HostedCall? {
        let index = Int(id & 0xFFFF_FFFF)
        guard index < created.load(ordering: .acquiring) else { return nil }
        return slots[index]?.takeUnretainedValue()
    }
}
