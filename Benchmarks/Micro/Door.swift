import Dispatch
import DossierCore
import DossierTransport

/// A door that writes replies into memory.
final class Door: DoorConnection, @unchecked Sendable {
    // Sendable: `frame` is used by the end of one call at a time, and the next one is made behind `wait`.

    private var frame = Frame()
    private let ended = DispatchSemaphore(value: 0)

    init() { super.init(Peer(name: "127.0.0.1:40312"), .ttrpc) }

    /// Waits for the end of a call.
    func wait() { ended.wait() }

    override func finish(_ outcome: CallOutcome, on port: ReplyPort) {
        switch outcome {
        case .success(.message(let message), _): frame.write(message)
        case .success(.encoded(let bytes), _): frame.write(bytes)
        case .success(nil, _): break
        case .failure(let status, _): fatalError("\(status)")
        }
        ended.signal()
    }
}
