import DossierCore

@testable import DossierStore

/// Writes of every sort, to be run as one group: what one of them does depends on those before it.
struct LostGroup {
    /// How a write must end.
    enum End: Equatable {
        /// In a transaction of its own, the next one.
        case written
        /// With the answer, and the transaction, that another write had.
        case repeats(Int)
        /// Well, with nothing written.
        case nothingWritten
        case refused(StatusCode)
    }

    /// One write of the group.
    struct Step {
        var end: End
        var requestID: String?
        var isTrial = false
        var body: @Sendable (any WriteTransaction) throws(Status) -> Void
    }

    let steps: [Step]

    /// With ids of its own.
    init(_ prefix: String, first: @escaping @Sendable (any WriteTransaction) -> Void) {
        steps = [
            Step(end: .nothingWritten) { transaction in first(transaction) },
            Step(end: .written, requestID: "\(prefix)-r") { (transaction) throws(Status) in
                try transaction.put("notes", "\(prefix)-a", "title:first")
            },
            Step(end: .refused(.invalidArgument)) { (transaction) throws(Status) in
                try transaction.put("notes", "\(prefix)-b", "")
                throw Status(.invalidArgument, "not this one")
            },
            Step(end: .written) { (transaction) throws(Status) in
                guard try transaction.version("notes", "\(prefix)-a")?.body == "title:first" else {
                    throw Status(.internal, "the write before is not there")
                }
                try transaction.put("notes", "\(prefix)-a", "title:second", revision: 1)
            },
            Step(end: .repeats(1), requestID: "\(prefix)-r") { (transaction) throws(Status) in
                throw Status(.internal, "a request that was answered is run again")
            },
            Step(end: .nothingWritten, isTrial: true) { (transaction) throws(Status) in
                try transaction.put("notes", "\(prefix)-c", "")
            },
            Step(end: .refused(.failedPrecondition)) { (transaction) throws(Status) in
                try transaction.put("notes", "\(prefix)-d", "about:topics/none")
            },
            Step(end: .refused(.alreadyExists)) { (transaction) throws(Status) in
                try transaction.put("notes", "\(prefix)-a", "")
            },
            Step(end: .written) { (transaction) throws(Status) in
                try transaction.put("topics", "\(prefix)-e", "")
                try transaction.put("notes", "\(prefix)-f", "about:topics/\(prefix)-e")
            },
        ]
    }

    /// Runs them as one group.
    /// - Returns: how each ended, and in which order they heard of it; a write that heard twice stands there twice.
    func run(on desk: Desk) throws -> (ends: [Result<Write.Outcome, Status>], order: [Int]) {
        let gate = Waiter<[UInt8]>()
        let heard = Collected<(index: Int, result: Result<Write.Outcome, Status>)>()
        try desk.store.write(Write(author: "gate", body: { _ in gate.take() }, done: { _ in }))
        for (index, step) in steps.enumerated() {
            let request = step.requestID.map {
                Write.RequestID(subject: "ana", method: "Notes/Put", id: $0, hash: [1])
            }
            let write = Write(
                author: "ana",
                requestID: request,
                validateOnly: step.isTrial,
                body: { (transaction) throws(Status) in
                    try step.body(transaction)
                    return [UInt8](try transaction.moment.sequence.description.utf8)
                },
                done: { heard.add((index, $0)) }
            )
            try desk.store.write(write)
        }
        gate.give([])
        // Behind the group on the writer's queue: then all have heard.
        try desk.sqlite.writer.perform { (group) throws(Status) in Interruption.disarm(group.connection) }
        let all = heard.all
        return (all.sorted { $0.index < $1.index }.map(\.result), all.map(\.index))
    }
}
