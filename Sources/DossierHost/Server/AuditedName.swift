import DossierCore
import ModuleKit

/// The name of a record of any kind in a request: "incidents/july-attack".
enum AuditedName {
    /// INVALID_ARGUMENT, naming the field, for anything else.
    static func parse(_ text: String, field: String) throws(Interrupt) -> (kind: String, id: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
            throw .invalid(field, "must be the name of a record: KIND/ID, as incidents/july-attack")
        }
        guard !parts[1].contains("@") else {
            throw .invalid(field, "must name the record, not one of its revisions: \(text.prefix { $0 != "@" })")
        }
        return (String(parts[0]), String(parts[1]))
    }
}

extension Interrupt {
    /// PERMISSION_DENIED: the caller could learn of records that he may not see.
    static func notCleared(for what: String) -> Interrupt {
        .failed(.permissionDenied, "\(what) is for administrators who are cleared for TLP:red")
    }

    /// What `body` gives; its error as the call's end.
    static func catching<Result>(_ body: () throws(Status) -> Result) throws(Interrupt) -> Result {
        do throws(Status) { return try body() } catch { throw .failed(error) }
    }
}
