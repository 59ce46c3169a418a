import DossierCore
import ModuleKit

/// What a statement answers, and what answers it: a walk both ways, step by step.
struct Trace {
    /// One answer of one statement to something.
    struct Step {
        let answering: Spoken
        let subject: Spoken.Subject
        /// From the statement asked for; negative: towards what it answers.
        let distance: Int
        /// The statement that it leads to; nil: an incident or an actor.
        let reached: Spoken?
    }

    let statement: Spoken
    private(set) var steps: [Step] = []
    /// There is more.
    private(set) var isTruncated = false

    /// NOT_FOUND when there is no such statement.
    init(of name: String, _ evidence: Evidence) throws(Interrupt) {
        guard let statement = try evidence.statement(name) else {
            throw .failed(.notFound, "\(name) does not exist at transaction \(try evidence.sequence), or is deleted")
        }
        self.statement = statement
        try followUp(evidence)
        try followDown(evidence)
        steps.sort { one, other in
            (abs(one.distance), one.distance) < (abs(other.distance), other.distance)
        }
    }

    /// Towards what it answers, and what that answers.
    private mutating func followUp(_ evidence: Evidence) throws(Interrupt) {
        try follow { spoken throws(Interrupt) in
            var found: [Link] = []
            for subject in spoken.subjects {
                let reached = Kinds.statements.has(subject.name) ? try evidence.statement(subject.name) : nil
                found.append(Link(answering: spoken, subject: subject, reached: reached))
            }
            return found
        } step: {
            -$0
        }
    }

    /// Towards what answers it, and what answers that.
    private mutating func followDown(_ evidence: Evidence) throws(Interrupt) {
        try follow { spoken throws(Interrupt) in
            try evidence.about(spoken.name).sorted { $0.precedes($1) }.map { answer in
                let subject = answer.subjects.first { $0.name == spoken.name }!
                return Link(answering: answer, subject: subject, reached: answer)
            }
        } step: {
            $0
        }
    }

    private typealias Link = (answering: Spoken, subject: Spoken.Subject, reached: Spoken?)

    private mutating func follow(
        _ links: (Spoken) throws(Interrupt) -> [Link],
        step sign: (Int) -> Int
    ) throws(Interrupt) {
        var seen: Set = [statement.name]
        var ends = [statement]
        var distance = 0
        while !ends.isEmpty {
            distance += 1
            var next: [Spoken] = []
            for end in ends {
                for link in try links(end) {
                    guard distance <= Limits.answerSteps, steps.count < Limits.traceSteps else {
                        isTruncated = true
                        return
                    }
                    steps.append(
                        Step(
                            answering: link.answering,
                            subject: link.subject,
                            distance: sign(distance),
                            reached: link.reached
                        )
                    )
                    if let reached = link.reached, seen.insert(reached.name).inserted { next.append(reached) }
                }
            }
            ends = next
        }
    }
}
