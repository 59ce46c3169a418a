import CDossierModule
import DossierCore

extension Status {
    /// Lends the status as an outcome.
    package func withOutcome<Result>(_ body: (UnsafePointer<dossier_outcome>) -> Result) -> Result {
        message.withBytes { message in
            encodedDetails.withUnsafeBytes { details in
                var outcome = dossier_outcome()
                outcome.size = UInt32(MemoryLayout<dossier_outcome>.size)
                outcome.status = code.rawValue
                outcome.message = message
                outcome.encoded_details = dossier_bytes(details)
                return body(&outcome)
            }
        }
    }

    /// What the host said; `fallback` when it said nothing.
    init(_ outcome: UnsafePointer<dossier_outcome>?, fallback: dossier_status) {
        guard let outcome else {
            self.init(StatusCode(rawValue: fallback) ?? .unknown, "the store refused without a reason")
            return
        }
        self.init(
            StatusCode(rawValue: outcome.pointee.status) ?? .unknown,
            outcome.pointee.message.text,
            encodedDetails: [UInt8](outcome.pointee.encoded_details.buffer)
        )
    }
}
