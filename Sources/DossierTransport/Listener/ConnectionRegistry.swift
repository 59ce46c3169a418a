import NIOCore
import Synchronization

/// The connections of one listener. Any thread.
final class ConnectionRegistry: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        /// How many of them each peer has; none is kept that has none.
        var perPeer: [PeerNetwork: Int] = [:]
        /// Those that a drain does not wait for.
        var dismissed: Set<ObjectIdentifier> = []
        var drained: EventLoopPromise<Void>?
        var capacity: Int
        var capacityPerPeer: Int

        var isDrained: Bool { channels.count == dismissed.count }
    }

    private let state: Mutex<State>

    /// Room for so many connections, of one peer for so many.
    init(capacity: Int, perPeer: Int) {
        state = Mutex(State(capacity: capacity, capacityPerPeer: perPeer))
    }

    /// From now on; those that are over it stay.
    func setCapacity(_ capacity: Int, perPeer: Int) {
        state.withLock { state in
            state.capacity = capacity
            state.capacityPerPeer = perPeer
        }
    }

    var count: Int { state.withLock { $0.channels.count } }

    var channels: [any Channel] { state.withLock { Array($0.channels.values) } }

    /// Takes a connection in until it closes. Returns why it does not; nil: it does.
    func admit(_ channel: any Channel) -> ConnectionRefusal? {
        let peer = PeerNetwork(channel.remoteAddress)
        let refusal = state.withLock { state -> ConnectionRefusal? in
            guard state.drained == nil else { return .draining }
            guard state.channels.count < state.capacity else { return .full }
            if let peer {
                let count = state.perPeer[peer, default: 0]
                guard count < state.capacityPerPeer else { return .fullForPeer }
                state.perPeer[peer] = count + 1
            }
            state.channels[ObjectIdentifier(channel)] = channel
            return nil
        }
        if refusal == nil { channel.closeFuture.whenComplete { _ in self.remove(channel, of: peer) } }
        return refusal
    }

    /// A drain need not wait for this connection any more: it takes no call, and all that it had to say is written.
    func dismiss(_ channel: any Channel) {
        change { state in
            guard state.channels[ObjectIdentifier(channel)] != nil else { return }
            state.dismissed.insert(ObjectIdentifier(channel))
        }
    }

    /// No connection is admitted any more; the promise is kept once only those are left that were dismissed.
    func drain(_ promise: EventLoopPromise<Void>) {
        change { $0.drained = promise }
    }

    private func remove(_ channel: any Channel, of peer: PeerNetwork?) {
        change { state in
            if let peer, let count = state.perPeer[peer] { state.perPeer[peer] = count > 1 ? count - 1 : nil }
            state.channels[ObjectIdentifier(channel)] = nil
            state.dismissed.remove(ObjectIdentifier(channel))
        }
    }

    private func change(_ body: (inout State) -> Void) {
        let drained = state.withLock { state in
            body(&state)
            return state.isDrained ? state.drained : nil
        }
        drained?.succeed()
    }
}
