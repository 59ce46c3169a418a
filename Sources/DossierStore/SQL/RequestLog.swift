import DossierCore

/// Answers kept for calls that may be repeated. On the writer's thread.
struct RequestLog {
    let statements: WriteStatements

    /// The answer that was given to this request, if it was answered lately. INVALID_ARGUMENT when it was another
    /// request under the same id.
    func replay(_ request: Write.RequestID, now: Int64) throws(Status) -> Write.Outcome? {
        let statement = statements.findRequest
        statement.bind(1, key(request))
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        let time = statement.integer(4)
        guard time > now - Limits.requestIDNanoseconds else {
            statements.dropRequest.bind(1, statement.integer(0))
            try statements.dropRequest.run()
            return nil
        }
        guard statement.bytes(1).elementsEqual(request.hash) else {
            throw Status(
                .invalidArgument,
                "request_id \"\(request.id)\" was used for another request; use a new one for each request"
            )
        }
        let sequence = statement.count(3)
        return Write.Outcome(
            reply: [UInt8](statement.bytes(2)),
            moment: Moment(sequence: sequence, time: sequence == 0 ? 0 : time)
        )
    }

    /// Keeps an answer. `sequence` is 0 when nothing was written.
    func keep(_ reply: [UInt8], for request: Write.RequestID, sequence: UInt64, time: Int64) throws(Status) {
        let statement = statements.addRequest
        statement.bind(1, key(request))
        statement.bind(2, request.hash)
        statement.bind(3, reply)
        statement.bind(4, sequence)
        statement.bind(5, time)
        try statement.run()
    }

    /// Forgets some of what is too old, oldest first.
    func expire(now: Int64, atMost count: Int) throws(Status) {
        statements.expireRequests.bind(1, now - Limits.requestIDNanoseconds)
        statements.expireRequests.bind(2, Int64(count))
        try statements.expireRequests.run()
    }

    private func key(_ request: Write.RequestID) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.pack(request.subject.utf8)
        bytes.pack(request.method.utf8)
        bytes.pack(request.id.utf8)
        return Sodium.hash(bytes)
    }
}
