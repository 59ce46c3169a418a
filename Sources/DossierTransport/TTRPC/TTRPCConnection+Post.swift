import DossierCore
import NIOCore

/// Replies, from other threads: each frame is packed here and left in the mailbox.
extension TTRPCConnection {
    func post(_ message: OutboundMessage, _ stream: UInt32) -> SendResult {
        let admission = mailbox.admit(stream)
        guard case .taken = admission else { return admission }
        let frame = OutboundFrame(message: message)
        post(frame, stream)
        return frame.isLast ? .closed : .taken
    }

    func post(_ outcome: CallOutcome, _ port: ReplyPort) {
        switch outcome {
        case .failure(let status, _):
            post(OutboundFrame(failure: status), port.stream)
        case .success(let message, _) where port.streams:
            if let message { post(OutboundFrame(message: message), port.stream) }
            post(.end, port.stream)
        case .success(let reply, _):
            let frame = OutboundFrame(reply: reply)
            let isOver = mailbox.bytes + frame.size > configuration.outboundCeilingBytes
            post(isOver ? .overCeiling : frame, port.stream)
        }
    }

    private func post(_ frame: OutboundFrame, _ stream: UInt32) {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(frame.size)
        frame.write(to: &buffer, stream: stream)
        let letter = Mailbox.Letter(stream: stream, isLast: frame.isLast, frame: buffer)
        guard mailbox.post(letter) else { return }
        eventLoop.execute {
            // What the mail has to be written goes out in the turn that follows.
            self.isInTurn = true
            self.takeMail()
            self.takeTurn()
        }
    }
}
