import CProtobufC
import DossierCore

extension Transaction {
    /// Visits the resource of a name; not when there is none, or it is deleted.
    public func read(
        _ kind: KindName,
        _ name: String,
        _ visit: (Record) throws(Interrupt) -> Void
    ) throws(Interrupt) {
        let id = Array(name.utf8.dropFirst(kind.text.utf8.count + 1))
        do throws(Interrupt) {
            try id.span.bytes.withUnsafeBytes { (id) throws(Interrupt) in
                try get(kind, id) { record throws(Interrupt) in
                    if !record.isDeleted { try visit(record) }
                    return false
                }
            }
        } catch {
            guard case .failed(let status) = error, status.code == .notFound else { throw error }
        }
    }

    /// Decodes the resource of a name; nothing when there is none, or it is deleted.
    /// - Parameter body: is lent the C struct of the resource's message.
    public func read<Body>(
        _ kind: KindName,
        _ name: String,
        as descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
        _ body: (Body) -> Void
    ) throws(Interrupt) {
        try read(kind, name) { record throws(Interrupt) in try record.decode(as: descriptor, body) }
    }

    /// Visits the revisions of the resource of a name, newest first, tombstones too; none when there never was one.
    public func history(
        _ kind: KindName,
        _ name: String,
        _ visit: (Record) throws(Interrupt) -> Void
    ) throws(Interrupt) {
        let id = Array(name.utf8.dropFirst(kind.text.utf8.count + 1))
        try id.span.bytes.withUnsafeBytes { (id) throws(Interrupt) in
            try history(kind, id, limit: .max) { record throws(Interrupt) in
                try visit(record)
                return true
            }
        }
    }

    /// Visits the live records that name a resource in one of their terms, as `referrers(to:_:in:_:)` does.
    public func referrers(
        to kind: KindName,
        _ name: String,
        in term: TermPlace,
        _ visit: Visit
    ) throws(Interrupt) {
        let id = Array(name.utf8.dropFirst(kind.text.utf8.count + 1))
        try id.span.bytes.withUnsafeBytes { (id) throws(Interrupt) in
            try referrers(to: kind, id, in: term, visit)
        }
    }
}
