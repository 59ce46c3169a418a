import DossierCore
import ModuleKit

/// One conversation of server reflection: each question is answered before the next is taken, so a client that does not
/// read its answers stalls itself alone.
final class ReflectionSession: CallSession, @unchecked Sendable {
    // Sendable: as every session.

    private unowned let host: Host
    /// An answer that there was no room for.
    private var waiting: [UInt8]?

    init(_ call: Call, _ host: Host) {
        self.host = host
        super.init(call)
    }

    override func turn(_ events: CallEvents) {
        if events.contains(.cancelled) {
            end(Status(.cancelled, "the conversation was ended"))
        } else if events.isEmpty {
            // Inside the handler receive would wait.
            wait(for: .readable)
        } else {
            go()
        }
    }

    private func go() {
        while true {
            if let answer = waiting {
                switch answer.withUnsafeBytes({ call.send(encoded: $0) }) {
                case .taken: waiting = nil
                case .full: return wait(for: .writable)
                case .over: return end(Status(.cancelled, "nobody listens any more"))
                }
            }
            switch call.receive() {
            case .message(let request): waiting = ReflectionAnswer.encode(to: request, ServedFiles(host))
            case .none: return wait(for: .readable)
            case .end: return end()
            case .over: return end(Status(.cancelled, "the conversation was ended"))
            }
        }
    }
}
