import NIOCore
import Synchronization

/// The connections of one listener. Any thread.
final class ConnectionRegistry: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        /// Those that a drain does not wait for: they carry no calls now.
        var onlookers: Set<ObjectIdentifier> = []
        var drained: EventLoopPromise<Void>?

        var isDrained: Bool { channels.count == onlookers.count }
    }

    private let state = Mutex(State())
    private let capacity: Int

    /// Room for so many connections.
    init(capacity: Int) { self.capacity = capacity }

    var count: Int { state.withLock { $0.channels.count } }

    var channels: [any Channel] { state.withLock { Array($0.channels.values) } }

    /// Takes a connection in until it closes; false when there is no room, or a drain has begun.
    func admit(_ channel: any Channel) -> Bool {
        let admitted = state.withLock { state in
            guard state.channels.count < capacity, state.drained == nil else { return false }
            state.channels[ObjectIdentifier(channel)] = channel
            return true
        }
        if admitted { channel.closeFuture.whenComplete { _ in self.remove(channel) } }
        return admitted
    }

    /// Whether a drain need not wait for this connection; it does unless this is said.
    func setOnlooker(_ channel: any Channel, _ isOnlooker: Bool) {
        change { state in
            guard state.channels[ObjectIdentifier(channel)] != nil else { return }
            if isOnlooker {
                state.onlookers.insert(ObjectIdentifier(channel))
            } else {
                state.onlookers.remove(ObjectIdentifier(channel))
            }
        }
    }

    /// No connection is admitted any more; the promise is kept once only onlookers are left.
    func drain(_ promise: EventLoopPromise<Void>) {
        change { $0.drained = promise }
    }

    private func remove(_ channel: any Channel) {
        change { state in
            state.channels[ObjectIdentifier(channel)] = nil
            state.onlookers.remove(ObjectIdentifier(channel))
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
