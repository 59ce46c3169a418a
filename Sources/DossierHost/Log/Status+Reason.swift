import CDossierProtos
import CProtobufC
import DossierCore
import DossierWire

extension Status {
    /// Why a call has failed, in a word of the API, not in words of its request: the field that is wrong, the kind of
    /// precondition that does not hold, or the type of the first detail. Nil: the code says all.
    var reason: String? {
        // The details are encoded as the field of google.rpc.Status, so they are one.
        guard !encodedDetails.isEmpty, let status = try? Message(google__rpc__status__init, decoding: encodedDetails)
        else { return nil }
        defer { withExtendedLifetime(status) {} }
        guard status.pointee.n_details > 0 else { return nil }
        let any = status.pointee.details[0]!.pointee
        let type = String(cString: any.type_url).split(separator: "/").last.map(String.init) ?? ""
        let value = [UInt8](UnsafeBufferPointer(start: any.value.data, count: any.value.len))
        return switch type {
        case "google.rpc.BadRequest": Self.field(value)
        case "google.rpc.PreconditionFailure": Self.precondition(value)
        default: Self.word(type.split(separator: ".").last.map(String.init))
        }
    }

    private static func field(_ detail: [UInt8]) -> String? {
        guard let request = try? Message(google__rpc__bad_request__init, decoding: detail) else { return nil }
        defer { withExtendedLifetime(request) {} }
        guard request.pointee.n_field_violations > 0 else { return nil }
        return word(String(cString: request.pointee.field_violations[0]!.pointee.field))
    }

    private static func precondition(_ detail: [UInt8]) -> String? {
        guard let failure = try? Message(google__rpc__precondition_failure__init, decoding: detail) else { return nil }
        defer { withExtendedLifetime(failure) {} }
        guard failure.pointee.n_violations > 0 else { return nil }
        return word(String(cString: failure.pointee.violations[0]!.pointee.type))
    }

    /// Nil where it may be more than the name of something.
    private static func word(_ text: String?) -> String? {
        guard let text, text.utf8.count <= Limits.symbolBytes, text.wholeMatch(of: /[A-Za-z0-9_.\[\]]+/) != nil else {
            return nil
        }
        return text
    }
}
