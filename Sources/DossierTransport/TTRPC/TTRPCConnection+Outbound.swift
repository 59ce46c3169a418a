import DossierCore
import DossierWire
import NIOCore

/// Replies, on the event loop.
extension TTRPCConnection {
    func sendOnLoop(_ message: OutboundMessage, _ stream: UInt32) -> SendResult {
        guard opening == stream || streams[stream] != nil else { return .closed }
        if isFull || outbound.readableBytes >= configuration.outboundBytes {
            mailbox.owe(stream)
            owesWritable = true
            return .full
        }
        let frame = OutboundFrame(message: message)
        if frame.isLast { retire(stream) }
        write(frame, stream)
        return frame.isLast ? .closed : .taken
    }

    func finishOnLoop(_ outcome: CallOutcome, _ port: ReplyPort) {
        guard retire(port.stream) else { return }
        switch outcome {
        case .failure(let status, _):
            write(OutboundFrame(failure: status), port.stream)
        case .success(let message, _) where port.streams:
            let last = message.map { OutboundFrame(message: $0) }
            if let last { write(last, port.stream) }
            if last?.isLast != true { write(.end, port.stream) }
        case .success(let reply, _):
            let frame = OutboundFrame(reply: reply)
            write(isOverCeiling(frame.size) ? .overCeiling : frame, port.stream)
        }
    }

    /// Answers a stream whose call has never begun, or has been taken off it.
    func fail(_ stream: UInt32, _ status: Status) {
        write(OutboundFrame(failure: status), stream)
    }

    /// Frames that other threads have left.
    func takeMail() {
        let mail = mailbox.take()
        for letter in mail.letters {
            if letter.isLast {
                guard retire(letter.stream) else { continue }
                if isOverCeiling(letter.frame.readableBytes) {
                    write(.overCeiling, letter.stream)
                    continue
                }
            } else if streams[letter.stream] == nil {
                continue
            }
            outbound.writeImmutableBuffer(letter.frame)
        }
        owesWritable = owesWritable || mail.owesAny
    }

    /// The stream has ended; false when it had before.
    @discardableResult
    private func retire(_ stream: UInt32) -> Bool {
        guard opening != stream else {
            opening = nil
            return true
        }
        return streams.remove(stream) != nil
    }

    private func write(_ frame: OutboundFrame, _ stream: UInt32) {
        guard phase.isServing else { return }
        frame.write(to: &outbound, stream: stream)
        scheduleTurn()
    }

    /// A client that does not read its replies is answered in few words once too many wait.
    private func isOverCeiling(_ size: Int) -> Bool {
        isFull && waitingBytes + size > configuration.outboundCeilingBytes
    }

    /// Bytes on this side of the socket.
    var waitingBytes: Int {
        let buffered = try? channel.syncOptions?.getOption(.bufferedWritableBytes)
        return outbound.readableBytes + (buffered ?? 0)
    }
}
