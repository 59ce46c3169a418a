/// The one error of every border: a code, a message for a person, and machine-readable details.
///
/// The message says what was wrong and, where something can be done, what to do.
public struct Status: Error, Sendable, Equatable {
    /// What kind of end it was.
    public var code: StatusCode
    /// For the developer or the user who made the call.
    public var message: String
    /// Repeated field `details` of google.rpc.Status (number 3), as encoded fields; empty when there are none.
    public var encodedDetails: [UInt8]

    /// A status; `encodedDetails` as described there.
    public init(_ code: StatusCode, _ message: String, encodedDetails: [UInt8] = []) {
        self.code = code
        self.message = message
        self.encodedDetails = encodedDetails
    }

    /// Success.
    public static let ok = Status(.ok, "")
}

extension Status: CustomStringConvertible {
    /// For logs: "NOT_FOUND: incidents/x does not exist".
    public var description: String { message.isEmpty ? "\(code)" : "\(code): \(message)" }
}
