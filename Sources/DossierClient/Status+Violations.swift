import CDossierProtos
import CProtobufC
import DossierCore

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
        var violations: [FieldViolation] = []
        eachDetail("google.rpc.BadRequest", google__rpc__bad_request__init) { request in
            for index in 0..<request.n_field_violations {
                let violation = request.field_violations[index]!.pointee
                violations.append(
                    FieldViolation(
                        field: String(cString: violation.field),
                        description: String(cString: violation.description)
                    )
                )
            }
        }
        return violations
    }
}
