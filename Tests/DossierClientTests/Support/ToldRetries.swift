import DossierClient
import Synchronization

/// What a call or a watch has told of its tries.
final class ToldRetries: Sendable {
    private let list = Mutex<[Retry]>([])
    var all: [Retry] { list.withLock { $0 } }
    func add(_ retry: Retry) { list.withLock { $0.append(retry) } }
}
