import CDossierModule
import CProtobufC
import DossierCore

extension Resource {
    /// Writes a revision of a resource.
    /// - Returns: the resource as recorded, encoded.
    func put(
        _ message: UnsafePointer<ProtobufCMessage>,
        _ stamp: Stamp,
        deleted: Bool,
        in transaction: Transaction
    ) throws(Interrupt) -> [UInt8] {
        let (body, tlp) = stamp.encode(message, shape)
        var interrupt: Interrupt?
        var id = String(stamp.name.dropFirst(kind.text.utf8.count + 1))
        id.withUTF8 { id in
            body.withUnsafeBytes { bytes in
                do throws(Interrupt) {
                    try transaction.put(
                        kind,
                        UnsafeRawBufferPointer(id),
                        bytes,
                        tlp: tlp,
                        deleted: deleted,
                        revision: stamp.revision - 1
                    )
                } catch {
                    interrupt = error
                }
            }
        }
        if let interrupt { throw interrupt }
        return body
    }

    /// The current version, tombstones too: nil: there is none.
    func current(
        _ id: UnsafeRawBufferPointer,
        in transaction: Transaction
    ) throws(Interrupt) -> Current? {
        var found: Result<Current, Interrupt>?
        do throws(Interrupt) {
            try transaction.get(kind, id) { record in
                found = Result { () throws(Interrupt) in try Current(record, self) }
                return false
            }
        } catch {
            guard case .failed(let status) = error, status.code == .notFound else { throw error }
        }
        return try found?.get()
    }
}
