import CDossierProtos
import DossierCore
import ModuleKit

/// What statements mean for one incident: docs/pictures.md, rule 4.
struct Meanings {
    /// Every statement that means something.
    private(set) var spoken: [Spoken] = []
    /// What each means, by its name: one pair at most for each accused.
    private(set) var pairs: [String: [Pair]] = [:]

    init(for incident: String, _ evidence: Evidence) throws(Interrupt) {
        var step: [(Spoken, [Pair])] = try evidence.about(incident).map { ($0, Self.direct($0, incident)) }
        for distance in 0...Limits.answerSteps {
            step.removeAll { $0.1.isEmpty }
            for (spoken, pairs) in step { add(spoken, pairs) }
            if step.isEmpty || distance == Limits.answerSteps { break }
            var next: [(Spoken, [Pair])] = []
            for (target, pairs) in step {
                for answer in try evidence.about(target.name) {
                    next.append((answer, Self.derived(answer, from: target, pairs)))
                }
            }
            step = next
        }
        for (name, all) in pairs { pairs[name] = Self.decided(all) }
    }

    private mutating func add(_ statement: Spoken, _ more: [Pair]) {
        if pairs[statement.name] == nil { spoken.append(statement) }
        pairs[statement.name, default: []] += more
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

    /// What it takes from a statement that it answers.
    private static func derived(_ answer: Spoken, from target: Spoken, _ pairs: [Pair]) -> [Pair] {
        let isCorroboration = answer.kind == .corroborates
        guard isCorroboration || [.denies, .rejects, .doubts].contains(answer.kind) else { return [] }
        if answer.kind == .rejects, target.hasMeasure { return [] }
        let isMeant = answer.subjects.contains { $0.name == target.name && !$0.isCandidate }
        let candidates = isMeant ? [] : answer.candidates
        return pairs.compactMap { pair in
            guard let sign = isCorroboration ? pair.sign : pair.sign.opposite else { return nil }
            return Pair(accused: pair.accused, sign: sign, candidates: isMeant ? pair.candidates : candidates)
        }
    }

    /// Of several pairs of one accused the one that holds: what is meant before what is possible, then by sign.
    private static func decided(_ pairs: [Pair]) -> [Pair] {
        var best: [String: Pair] = [:]
        for pair in pairs {
            guard let other = best[pair.accused] else {
                best[pair.accused] = pair
                continue
            }
            if (pair.isMeant ? 0 : 1, pair.sign) < (other.isMeant ? 0 : 1, other.sign) { best[pair.accused] = pair }
        }
        return best.values.sorted { $0.accused < $1.accused }
    }
}

extension Spoken {
    /// All that it may be about, but not for sure.
    fileprivate var candidates: [String] { subjects.filter(\.isCandidate).map(\.name) }

    /// Whether, naming nobody, it speaks of the one in whose name it is said.
    fileprivate var speaksOfItsVoice: Bool {
        switch kind {
        case .claims: true
        case .denies, .rejects: !subjects.contains { Kinds.statements.has($0.name) }
        default: false
        }
    }
}
