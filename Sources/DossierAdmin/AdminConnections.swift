import DossierCore
import NIOCore
import Synchronization

/// The connections of the port, a bounded number. Any thread.
final class AdminConnections: Sendable {
    private let open = Mutex<[ObjectIdentifier: any Channel]>([:])

    var all: [any Channel] { open.withLock { Array($0.values) } }

    /// Takes a connection in until it closes.
    /// - Returns: false when there are as many as may be.
    func admit(_ channel: any Channel) -> Bool {
        let isAdmitted = open.withLock { open in
            guard open.count < Limits.adminConnections else { return false }
            open[ObjectIdentifier(channel)] = channel
            return true
        }
        if isAdmitted {
            channel.closeFuture.whenComplete { _ in self.open.withLock { $0[ObjectIdentifier(channel)] = nil } }
        }
        return isAdmitted
    }
}
