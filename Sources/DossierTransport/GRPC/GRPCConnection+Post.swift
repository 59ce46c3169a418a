import DossierCore
import NIOCore

/// Replies, from other threads: each is framed here and left in the mailbox.
extension GRPCConnection {
    func post(_ message: OutboundMessage, _ port: ReplyPort) -> SendResult {
        let admission = mailbox.admit(port.stream)
        guard case .taken = admission else { return admission }
        do throws(Status) {
            post(.message(buffer(try GRPCMessageFrame(message, isCompressed: isCompressed(port)))), port.stream)
            return .taken
        } catch {
            post(.end(nil, error, Metadata()), port.stream)
            return .closed
        }
    }

    func post(_ outcome: CallOutcome, _ port: ReplyPort) {
        switch outcome {
        case .failure(let status, let trailers):
            post(.end(nil, status, trailers), port.stream)
        case .success(let reply, let trailers):
            do throws(Status) {
                let frame = try frame(reply, port, isCompressed: isCompressed(port))
                let size = frame?.size ?? 0
                guard size == 0 || mailbox.bytes + size <= configuration.outboundCeilingBytes else {
                    throw .overCeiling
                }
                post(.end(frame.map(buffer), .ok, trailers), port.stream, or: .end(nil, .overCeiling, trailers))
            } catch {
                post(.end(nil, error, trailers), port.stream)
            }
        }
    }

    func post(_ letter: StreamMailbox.Letter, _ stream: UInt32, or other: StreamMailbox.Letter? = nil) {
        guard mailbox.post(stream, letter, or: other) else { return }
        eventLoop.execute {
            // What the mail has to be written goes out in the turn that follows.
            self.isInTurn = true
            self.takeMail()
            self.takeTurn()
        }
    }

    private func buffer(_ frame: GRPCMessageFrame) -> ByteBuffer {
        var buffer = ByteBuffer()
        frame.write(to: &buffer)
        return buffer
    }
}
