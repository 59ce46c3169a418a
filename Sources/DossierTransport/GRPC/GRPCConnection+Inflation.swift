import DossierCore
import DossierWire

/// Compressed messages. A few bytes of them can become a message of the limit, so that what one read has brought could
/// keep the event loop for seconds: a turn inflates about as much as one message may have, and the rest waits.
extension GRPCConnection {
    /// Inflates a message and hands it over. False when it or its call has to wait.
    func takeCompressed(_ stream: GRPCStream, _ body: UnsafeRawBufferPointer) -> Bool {
        guard inflatedBytes < Limits.messageBytes else {
            postponed.append(stream.id)
            return false
        }
        do throws(Gzip.Fault) {
            let message = try Gzip.inflate(body, limit: configuration.messageBytes)
            inflatedBytes += message.count
            return message.withUnsafeBytes { deliver(stream, $0, isCompressed: true) }
        } catch {
            // It may have become as much before the fault was found.
            inflatedBytes += configuration.messageBytes
            fail(stream, error.status(limit: configuration.messageBytes))
            return true
        }
    }

    /// Goes on with messages that have waited for a turn of their own.
    func takePostponed() {
        while inflatedBytes < Limits.messageBytes, let id = postponed.popFirst() {
            if let stream = stream(id) { resume(stream) }
        }
    }
}

extension Gzip.Fault {
    fileprivate func status(limit: Int) -> Status {
        switch self {
        case .malformed: Status(.internal, "a message is said to be compressed by gzip, but is not")
        case .tooLarge:
            Status(.resourceExhausted, "a message inflates to more than the \(limit) bytes that are taken")
        case .outOfMemory: .busy("there is no memory to inflate a message; try again")
        }
    }
}
