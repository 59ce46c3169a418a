import CDossierProtos
import CProtobufC
import DossierCore

/// What in the record stands in the way of a request: google.rpc.PreconditionFailure.Violation.
public struct PreconditionViolation: Sendable, Equatable {
    /// What kind of thing it is; nil: one that this version does not know.
    public let type: Precondition?
    /// The name of the resource that it is about, "actors/x"; empty: the server does not say.
    public let subject: String
    /// What is wrong, in words.
    public let description: String
}

extension Status {
    /// The violations of preconditions in the details; empty when there are none.
    public var preconditionViolations: [PreconditionViolation] {
        var violations: [PreconditionViolation] = []
        eachDetail("google.rpc.PreconditionFailure", google__rpc__precondition_failure__init) { failure in
            for index in 0..<failure.n_violations {
                let violation = failure.violations[index]!.pointee
                violations.append(
                    PreconditionViolation(
                        type: Precondition(rawValue: String(cString: violation.type)),
                        subject: String(cString: violation.subject),
                        description: String(cString: violation.description)
                    )
                )
            }
        }
        return violations
    }

    /// The name of the resource by which a precondition of a type is violated; nil: it is not.
    public func subject(of type: Precondition) -> String? {
        preconditionViolations.first { $0.type == type }?.subject
    }
}
