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
        ProtoFields(encodedDetails).filter { $0.number == 3 }.flatMap { Self.violations(inAny: $0.bytes) }
    }

    private static func violations(inAny any: ArraySlice<UInt8>) -> [FieldViolation] {
        let fields = Array(ProtoFields(any))
        guard fields.contains(where: { $0.number == 1 && $0.text.hasSuffix("/google.rpc.BadRequest") }),
            let request = fields.last(where: { $0.number == 2 })
        else { return [] }
        return ProtoFields(request.bytes).filter { $0.number == 1 }.map { violation in
            let parts = Array(ProtoFields(violation.bytes))
            return FieldViolation(
                field: parts.last { $0.number == 1 }?.text ?? "",
                description: parts.last { $0.number == 2 }?.text ?? ""
            )
        }
    }
}
