import ModuleKit

/// One accused, with who says it, who disputes it, and what he says himself.
struct Accused {
    let name: String
    private(set) var asserters: [Position] = []
    private(set) var imputers: [Position] = []
    private(set) var disputers: [Position] = []
    private(set) var relayers: [Position] = []
    private(set) var own: Position?
    /// Whoever asserts that he did it, listed or not.
    private let accusers: Set<String>
    /// Who counts as one who says that he did it, he himself included.
    private(set) var assertedBy: Set<String> = []
    /// All that counts of him, oldest first.
    let statements: [Spoken]
    /// Set once all accused are known.
    private(set) var status = AttributionStatus.unattributed

    init(
        _ name: String,
        _ attribution: Attribution,
        _ lineage: Lineage,
        _ evidence: Evidence
    ) throws(Interrupt) {
        self.name = name
        accusers = Set((attribution.positions[name] ?? [:]).values.filter { $0.sign == .asserts }.map(\.principal))
        statements = attribution.statements[name] ?? []
        let positions = (attribution.positions[name] ?? [:]).values.sorted { one, other in
            one.first === other.first ? one.principal < other.principal : one.first.precedes(other.first)
        }
        for position in positions {
            if try evidence.actor(position.principal).isRelayer {
                relayers.append(position)
            } else if try lineage.areOneHierarchy(position.principal, name) {
                if own.map({ $0.latest.precedes(position.latest) }) ?? true { own = position }
            } else {
                switch position.sign {
                case .asserts: asserters.append(position)
                case .imputes: imputers.append(position)
                case .disputes: disputers.append(position)
                }
            }
        }
        assertedBy = Set(asserters.map(\.principal) + (own?.sign == .asserts ? [own!.principal] : []))
    }

    /// Every position, in no order.
    var positions: [Position] { asserters + imputers + disputers + relayers + (own.map { [$0] } ?? []) }

    // MARK: Status

    /// Accused by who asserts that they did it: many are often accused by the same.
    typealias Groups = [Set<String>: [Accused]]

    /// Decides the status, in the light of all accused.
    mutating func judge(among others: Groups, _ lineage: Lineage) throws(Interrupt) {
        status = try judged(among: others, lineage)
    }

    private func judged(among others: Groups, _ lineage: Lineage) throws(Interrupt) -> AttributionStatus {
        let isAccused = positions.contains { $0.sign != .disputes }
        if isAccused {
            if !disputers.isEmpty { return .contested }
            if try hasRival(among: others, lineage) { return .contested }
            if own?.sign == .disputes { return .deniedByAccused }
        }
        if own?.sign == .asserts { return .admitted }
        if try isCorroborated(lineage) { return .corroborated }
        if !asserters.isEmpty { return .claimed }
        if !imputers.isEmpty || own?.sign == .imputes { return .imputed }
        return relayers.contains { $0.sign != .disputes } ? .reported : .unattributed
    }

    private func hasRival(among others: Groups, _ lineage: Lineage) throws(Interrupt) -> Bool {
        for (asserters, group) in others where !asserters.isSubset(of: accusers) {
            for other in group where try !lineage.areOneHierarchy(name, other.name) { return true }
        }
        return false
    }

    private func isCorroborated(_ lineage: Lineage) throws(Interrupt) -> Bool {
        for (place, one) in asserters.enumerated() {
            for other in asserters[..<place] where try !lineage.areOneHierarchy(one.principal, other.principal) {
                return true
            }
        }
        return false
    }
}
