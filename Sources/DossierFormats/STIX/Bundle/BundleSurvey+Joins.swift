import DossierCore

extension BundleSurvey {
    /// Decides what becomes of relationships and locations that are parts of others, and counts what became of all.
    func settleJoins() throws(Status) {
        try dropSuperseded()
        joins.sort()
        try noteMarkings()
        var settled: Set<Int32> = []
        for join in joins.locations where settled.insert(join.entry).inserted { try settle(location: join) }
        for join in joins.victims where settled.insert(join.entry).inserted { try settle(victim: join) }
        for (entry, _) in joins.countries.values where settled.insert(entry).inserted { try leave(location: entry) }
        for entry in joins.nowhere where settled.insert(entry).inserted { try leave(location: entry) }
        for entry in entries {
            switch entry.role {
            case .folded: tally.folded += 1
            case .statement, .nothing: break
            default: tally.understood += 1
            }
        }
    }

    /// What an earlier version of an object joined counts no more.
    private func dropSuperseded() throws(Status) {
        if superseded.isEmpty { return }
        joins.forget(superseded)
        for entry in superseded where entries[Int(entry)].role != .nothing {
            let object = try object(Int(entry))
            guard object.recorded == nil, object.partOf == nil else { continue }
            switch object.type {
            case "location": joins.take(location: object, Int(entry))
            case "report": joins.take(report: object, Int(entry))
            case "relationship": BundleRelation(object).map { joins.take($0, Int(entry)) }
            default: break
            }
        }
    }

    /// The role of an object by the hash of its id; nil: the file does not hold it, or it is not understood.
    func role(_ key: Int) -> (entry: Int32, role: Role)? {
        guard let place = places[key], place >= 0 else { return nil }
        return (place, entries[Int(place)].role)
    }

    /// Markings that the file does not hold.
    private func noteMarkings() throws(Status) {
        for (marking, use) in joins.marked.sorted(by: { $0.value.entry < $1.value.entry }) where places[marking] == nil
        {
            let object = try object(Int(use.entry))
            let reason = "it is neither one of TLP nor in the file; what it marks is amber at least"
            remarks.note(
                .dangling,
                "marking-definition",
                reason,
                id: object.id,
                at: object.place,
                count: use.count
            )
        }
    }

    private func settle(location join: BundleJoins.Join) throws(Status) {
        let actor = role(join.source)
        // Our own export says so besides, for others.
        if actor?.role == .ourActor { return }
        guard let actor, actor.role == .actor, let location = joins.countries[join.target] else {
            return try leave(join.entry, "the file has no actor, or no country, for it")
        }
        guard try !isStricter([join.entry, location.entry], than: actor.entry) else {
            return try leave(join.entry, "it is marked stricter than the actor")
        }
        countries[actor.entry] = countries[actor.entry] ?? location.country
        joins.usedLocations.insert(location.entry)
    }

    private func settle(victim join: BundleJoins.Join) throws(Status) {
        let incident = role(join.source)
        if incident?.role == .ourIncident { return }
        guard let incident, incident.role == .incident, let actor = role(join.target),
            [.actor, .ourActor].contains(actor.role)
        else {
            let object = try object(Int(join.entry))
            let reason = "it refers to what the file does not hold"
            remarks.note(.dangling, "relationship targets", reason, id: object.id, at: object.place)
            return try leave(join.entry, "the file has no incident, or no victim, for it")
        }
        guard try !isStricter([join.entry], than: incident.entry) else {
            return try leave(join.entry, "it is marked stricter than the incident")
        }
        victims[incident.entry, default: []].append(join.entry)
    }

    /// Whether some of these would be shown to more than may see them as parts of another.
    private func isStricter(_ parts: [Int32], than whole: Int32) throws(Status) -> Bool {
        var strictest: String?
        for part in parts { strictest = TLPMarking.stricter(strictest, joins.tlp(of: try object(Int(part)))) }
        guard let strictest else { return false }
        return TLPMarking.isStricter(strictest, than: joins.tlp(of: try object(Int(whole))))
    }

    private func leave(location entry: Int32) throws(Status) {
        if joins.usedLocations.contains(entry) { return }
        try leave(entry, "no actor of the file is located there by country")
    }

    private func leave(_ entry: Int32, _ reason: String) throws(Status) {
        let object = try object(Int(entry))
        let relation = object.text("relationship_type").map { "relationship \($0)" }
        _ = notUnderstood(object, reason, as: relation)
        places[object.id.hashValue] = -1
        entries[Int(entry)].role = .nothing
    }
}
