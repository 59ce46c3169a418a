import DossierCore

extension Status {
    /// A write ended with it, was sent, and nobody here can know what came of it.
    func leavingOpen(_ method: MethodName) -> Status { adding("\(method) may have been done or not") }

    /// With the id under which the call can be repeated, when it may have been done, or may be done yet.
    func naming(_ requestID: String?, isLeftOpen: Bool) -> Status {
        let open: [StatusCode] = [.unavailable, .deadlineExceeded, .cancelled, .resourceExhausted]
        guard let requestID, isLeftOpen || open.contains(code) else { return self }
        return adding("repeating it is safe with request_id \(requestID)")
    }

    private func adding(_ words: String) -> Status {
        Status(code, "\(message); \(words)", encodedDetails: encodedDetails)
    }
}
