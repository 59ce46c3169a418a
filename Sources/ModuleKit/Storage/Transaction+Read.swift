import CProtobufC
import DossierCore

extension Transaction {
    /// Decodes the resource of a name; nothing when there is none, or it is deleted.
    /// - Parameter body: is lent the C struct of the resource's message.
    public func read<Body>(
        _ kind: KindName,
        _ name: String,
        as descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
        _ body: (Body) -> Void
    ) throws(Interrupt) {
        var failure: Interrupt?
        var id = String(name.dropFirst(kind.text.utf8.count + 1))
        id.withUTF8 { id in
            do throws(Interrupt) {
                try get(kind, UnsafeRawBufferPointer(id)) { record in
                    guard !record.isDeleted else { return false }
                    do throws(Interrupt) {
                        let decoded = try Decoded(record.body, as: descriptor)
                        body(UnsafeRawPointer(decoded.message).assumingMemoryBound(to: Body.self).pointee)
                    } catch {
                        failure = error
                    }
                    return false
                }
            } catch {
                if case .failed(let status) = error, status.code == .notFound { return }
                failure = error
            }
        }
        if let failure { throw failure }
    }
}
