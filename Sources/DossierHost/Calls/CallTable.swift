import CDossierModule
import DossierCore
import Synchronization

/// Every call that is open, by number. Any thread.
final class CallTable: @unchecked Sendable {
    // Sendable: `slots` is written under `free`'s lock, before a number that leads there is given out, and a slot once
    // written never changes. Slots live as long as the table, so the hot path does not count its references to them.

    private let slots: UnsafeMutablePointer<Unmanaged<HostedCall>?>
    /// How many may be open.
    let capacity: Int
    private let decodedBytes: Int
    private let created = Atomic<Int>(0)
    private let free = Mutex<[Unmanaged<HostedCall>]>([])

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
    func acquire() -> Unmanaged<HostedCall>? {
        free.withLock { free in
            if let call = free.popLast() { return call }
            let count = created.load(ordering: .relaxed)
            guard count < capacity else { return nil }
            let call = Unmanaged.passRetained(HostedCall(slot: UInt32(count), decodedBytes: decodedBytes))
            slots[count] = call
            created.store(count + 1, ordering: .releasing)
            return call
        }
    }

    /// Takes back a slot that has been released.
    func giveBack(_ call: HostedCall) { free.withLock { $0.append(Unmanaged.passUnretained(call)) } }

    /// The numbers of the open calls that a predicate picks.
    func open(where predicate: (HostedCall) -> Bool) -> [dossier_call] {
        (0..<created.load(ordering: .acquiring)).compactMap { index in
            guard let call = slots[index]?.takeUnretainedValue() else { return nil }
            return call.state.withLock { $0.phase == .open && predicate(call) ? $0.id : nil }
        }
    }

    /// Lends the slot that a number leads to; whether the call is still there, its state tells.
    func withSlot<Result>(of id: dossier_call, _ body: (HostedCall) -> Result) -> Result? {
        let index = Int(id & 0xFFFF_FFFF)
        guard index < created.load(ordering: .acquiring), let call = slots[index] else { return nil }
        return call._withUnsafeGuaranteedRef(body)
    }

    /// The same slot, to keep.
    func slot(of id: dossier_call) -> HostedCall? { withSlot(of: id) { $0 } }
}
