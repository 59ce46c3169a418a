import CDossierProtos
import DossierCore

/// Collects what is wrong with the fields of a request, for google.rpc.BadRequest.
final class Violations {
    private var found: [(field: String, description: String)] = []

    /// Notes that a field is wrong: its path, and what it must be.
    func add(_ field: String, _ description: String) {
        guard found.count < Limits.listElements else { return }
        found.append((field, description))
    }

    /// INVALID_ARGUMENT for one field.
    static func failure(_ field: String, _ description: String) -> Interrupt {
        let violations = Violations()
        violations.add(field, description)
        return violations.failure!
    }

    /// INVALID_ARGUMENT for one field, in the words of one who does not know it.
    static func failure(_ field: String, saying message: String) -> Interrupt {
        let violations = Violations()
        violations.add(field, message)
        return .failed(Status(.invalidArgument, message, encodedDetails: violations.encodedDetails))
    }

    /// Throws INVALID_ARGUMENT with all of them, when there is any.
    func check() throws(Interrupt) {
        if let failure { throw failure }
    }

    private var failure: Interrupt? {
        guard let first = found.first else { return nil }
        let more = found.count > 1 ? " (and \(found.count - 1) more)" : ""
        return .failed(
            Status(.invalidArgument, "\(first.field): \(first.description)\(more)", encodedDetails: encodedDetails)
        )
    }

    private var encodedDetails: [UInt8] {
        var request = WireWriter()
        for violation in found {
            var entry = WireWriter()
            entry.bytes(1, violation.field.utf8)
            entry.bytes(2, violation.description.utf8)
            request.message(1, entry.bytes)
        }
        var any = WireWriter()
        any.bytes(1, "type.googleapis.com/google.rpc.BadRequest".utf8)
        any.bytes(2, request.bytes)
        var details = WireWriter()
        details.message(3, any.bytes)
        return details.bytes
    }
}
