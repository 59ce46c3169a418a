import CDossierProtos
import CProtobufC
import DossierCore
import DossierWire

/// What is wrong with one field of a request: google.rpc.BadRequest.FieldViolation.
public struct FieldViolation: Sendable, Equatable {
    /// The field's path: "incident.victims[0].actor".
    public let field: String
    /// What it must be.
    public let description: String
}

extension Status {
    /// The violations in the details; empty when there are none.
    public var fieldViolations: [FieldViolation] {
        // The details are encoded as the field of google.rpc.Status, so they are one.
        guard let status = try? Message(google__rpc__status__init, decoding: encodedDetails) else { return [] }
        return withExtendedLifetime(status) {
            (0..<status.pointee.n_details).flatMap { Self.violations(status.pointee.details[$0]!.pointee) }
        }
    }

    private static func violations(_ any: Google__Protobuf__Any) -> [FieldViolation] {
        let value = [UInt8](UnsafeBufferPointer(start: any.value.data, count: any.value.len))
        guard String(cString: any.type_url).hasSuffix("/google.rpc.BadRequest"),
            let request = try? Message(google__rpc__bad_request__init, decoding: value)
        else { return [] }
        return withExtendedLifetime(request) {
            (0..<request.pointee.n_field_violations).map { index in
                let violation = request.pointee.field_violations[index]!.pointee
                return FieldViolation(
                    field: String(cString: violation.field),
                    description: String(cString: violation.description)
                )
            }
        }
    }
}
