import Configuration
import Synchronization

/// Notes which of a reader's providers has given each value.
final class OriginReporter: AccessReporter {
    private let providers = Mutex<[String: Int]>([:])

    func report(_ event: AccessEvent) {
        // A reader asks one provider after the other, up to the first that has a value.
        guard case .success(_?) = event.result else { return }
        providers.withLock { $0[event.metadata.key.description] = event.providerResults.count - 1 }
    }

    /// From 0; nil: none has.
    func provider(of key: String) -> Int? { providers.withLock { $0[key] } }
}
