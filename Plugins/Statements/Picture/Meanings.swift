import CDossierProtos
import DossierCore
import ModuleKit

/// What statements mean for one incident: docs/pictures.md, rule 4.
struct Meanings {
    /// Every statement that means something.
    private(set) var spoken: [Spoken] = []
    private var pairs: [String: Pairs] = [:]

    init(for incident: String, _ evidence: Evidence) throws(Interrupt) {
        var step: [(spoken: Spoken, pairs: [Pair])] = []
        for spoken in try evidence.about(incident) { step.append((spoken, Self.direct(spoken, incident))) }
        for distance in 0...Limits.answerSteps {
            // Only what is new goes on to the answers: the rest has reached them in fewer steps.
            let new = step.map { ($0.spoken, add($0.spoken, Pairs($0.pairs))) }.filter { !$0.1.isEmpty }
            if new.isEmpty || distance == Limits.answerSteps { break }
            step = try Self.answers(to: new, evidence)
        }
    }

    /// What a statement means, decided.
    func pairs(of statement: Spoken) -> [Pair] { pairs[statement.name]?.decided ?? [] }

    /// - Returns: what it did not mean before.
    private mutating func add(_ statement: Spoken, _ more: Pairs) -> [Pair] {
        if more.all.isEmpty { return [] }
        if pairs[statement.name] == nil { spoken.append(statement) }
        return more.all.filter { pairs[statement.name, default: Pairs()].add($0) }
    }

    /// What the answers to statements mean, each once, whatever number of them it answers.
    private static func answers(
        to step: [(spoken: Spoken, pairs: [Pair])],
        _ evidence: Evidence
    ) throws(Interrupt) -> [(spoken: Spoken, pairs: [Pair])] {
        var answers: [Spoken] = []
        var answered: [String: [(place: Int, pairs: [Pair])]] = [:]
        for (target, pairs) in step {
            for answer in try evidence.about(target.name) {
                if answered[answer.name] == nil { answers.append(answer) }
                let place = answer.places[target.name] ?? 0
                answered[answer.name, default: []].append((place, derived(answer, at: place, from: target, pairs)))
            }
        }
        return answers.map { answer in
            // In the order in which it names what it answers: of two doubts the first stays.
            let parts = answered[answer.name]!.sorted { $0.place < $1.place }
            return (answer, parts.flatMap(\.pairs))
        }
    }

    /// What it says of the incident itself.
    private static func direct(_ spoken: Spoken, _ incident: String) -> [Pair] {
        guard let sign = sign(of: spoken.kind) else { return [] }
        let candidates =
            spoken.subjects.contains { $0.name == incident && !$0.isCandidate } ? [] : spoken.candidates
        var accused = spoken.targets
        if accused.isEmpty, spoken.speaksOfItsVoice { accused = [spoken.voice] }
        return accused.map { Pair(accused: $0, sign: sign, candidates: candidates) }
    }

    private static func sign(of kind: Dossier__V1__StatementKind) -> Sign? {
        switch kind {
        case .attributes, .corroborates, .claims: .asserts
        case .sanctions, .condemns: .imputes
        case .denies, .rejects, .doubts: .disputes
        default: nil
        }
    }

    /// What it takes from a statement that it answers, and names at this place.
    private static func derived(_ answer: Spoken, at place: Int, from target: Spoken, _ pairs: [Pair]) -> [Pair] {
        let isCorroboration = answer.kind == .corroborates
        guard isCorroboration || [.denies, .rejects, .doubts].contains(answer.kind) else { return [] }
        if answer.kind == .rejects, target.hasMeasure { return [] }
        let isMeant = !answer.subjects[place].isCandidate
        let candidates = isMeant ? [] : answer.candidates
        return pairs.compactMap { pair in
            guard let sign = isCorroboration ? pair.sign : pair.sign.opposite else { return nil }
            return Pair(accused: pair.accused, sign: sign, candidates: isMeant ? pair.candidates : candidates)
        }
    }
}

extension Spoken {
    /// Whether, naming nobody, it speaks of the one in whose name it is said.
    fileprivate var speaksOfItsVoice: Bool {
        switch kind {
        case .claims: true
        case .denies, .rejects: !subjects.contains { Kinds.statements.has($0.name) }
        default: false
        }
    }
}
