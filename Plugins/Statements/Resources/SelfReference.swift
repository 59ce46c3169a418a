import CDossierProtos
import ModuleKit

/// A statement cannot be about itself.
enum SelfReference {
    /// FAILED_PRECONDITION when a statement names itself as what it is about, or as a side of its link.
    static func check(_ statement: Dossier__V1__Statement, _ name: String) throws(Interrupt) {
        for reference in MessageList(statement.about, statement.n_about) where String(cString: reference.name) == name {
            throw .failed(.failedPrecondition, "about: \(name) cannot be about itself")
        }
        guard let link = statement.link?.pointee else { return }
        if String(cString: link.from) == name || String(cString: link.to) == name {
            throw .failed(.failedPrecondition, "link: \(name) cannot link itself")
        }
    }
}
