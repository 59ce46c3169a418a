import NIOCore
import NIOSSL

extension Channel {
    /// Closes and waits until it is closed, without TLS's words of farewell, which wait for the client's. Any thread.
    func closeAtOnce() async {
        eventLoop.execute {
            let tls = try? self.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self)
            if let tls { tls.close(promise: nil) } else { self.close(promise: nil) }
        }
        try? await closeFuture.get()
    }
}
