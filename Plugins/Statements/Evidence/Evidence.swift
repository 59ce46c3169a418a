import CDossierProtos
import DossierCore
import ModuleKit

/// What one view of the record holds that bears on a question: each statement, actor and source is read once.
///
/// It can be kept for another view, once it has forgotten what changed in between. `@unchecked Sendable`: whoever keeps
/// it hands it to one call at a time.
final class Evidence: @unchecked Sendable {
    /// The view; used inside its body only.
    var transaction: Transaction
    var incidents: [String: IncidentFacts] = [:]
    private var statements: [String: Spoken?] = [:]
    private var answers: [String: [Spoken]] = [:]
    private var actors: [String: ActorFacts] = [:]
    private var publications: [String: (latest: Int64, time: [UInt8])?] = [:]
    /// Hashes of the names of all that was read, or looked for: as long as nothing that is called so, or that is about
    /// it, changes, all that was read stays the same.
    private(set) var names: Set<Int> = []
    /// Bytes of memory that it takes, about.
    private(set) var bytes = 0

    init(_ transaction: Transaction) { self.transaction = transaction }

    /// The transaction that the view shows.
    var sequence: UInt64 {
        get throws(Interrupt) { try transaction.moment.sequence }
    }

    /// Notes that something is looked for.
    func note(_ name: String) {
        if names.insert(name.hashValue).inserted { bytes += Self.nameBytes }
    }

    /// What a name and what is known of it take in memory, beside the encoded bytes of a statement.
    private static let nameBytes = 512

    /// Becomes what another view shows, which differs from the one before in what has changed.
    /// - Returns: false where that cannot be told apart from the rest: then it is of no more use.
    func move(to transaction: Transaction, _ changed: ChangedNames) throws(Interrupt) -> Bool {
        self.transaction = transaction
        if changed.isEmpty { return true }
        // Statements may have their times from a source.
        if publications.keys.contains(where: { changed.others.contains($0.hashValue) }) { return false }
        for name in actors.keys where changed.others.contains(name.hashValue) { actors[name] = nil }
        for name in incidents.keys where changed.others.contains(name.hashValue) { incidents[name] = nil }
        for name in changed.statements.keys {
            if case .some(.some(let known)) = statements.removeValue(forKey: name) {
                for subject in known.subjects { answers[subject.name]?.removeAll { $0.name == name } }
                bytes -= known.body.count
            }
            guard let statement = try statement(name) else { continue }
            for subject in statement.subjects { answers[subject.name]?.append(statement) }
        }
        return true
    }

    /// The statement of that name; nil when there is none.
    func statement(_ name: String) throws(Interrupt) -> Spoken? {
        if let known = statements[name] { return known }
        note(name)
        var found: Spoken?
        try transaction.read(Kinds.statements, name) { record throws(Interrupt) in
            found = try Spoken.read(record, name: name)
        }
        if let found {
            try settleTime(of: found)
            bytes += found.body.count
        }
        statements[name] = .some(found)
        return found
    }

    /// The statements about an incident, an actor or a statement.
    func about(_ name: String) throws(Interrupt) -> [Spoken] {
        try transaction.checkIsAwaited()
        if let known = answers[name] { return known }
        note(name)
        let found = try referrers(to: name, in: StatementTerms.about)
        answers[name] = found
        return found
    }

    /// The LINKS statements that join something with something else.
    func links(with name: String) throws(Interrupt) -> [Spoken] {
        note(name)
        return try referrers(to: name, in: StatementTerms.linkFrom) + referrers(to: name, in: StatementTerms.linkTo)
    }

    /// What is known of an actor.
    func actor(_ name: String) throws(Interrupt) -> ActorFacts {
        if let known = actors[name] { return known }
        note(name)
        var facts = ActorFacts()
        try transaction.read(Kinds.actors, name, as: dossier__v1__actor__type()) { (actor: Dossier__V1__Actor) in
            facts = ActorFacts(actor)
        }
        actors[name] = facts
        return facts
    }

    /// Whether there is an actor of that name.
    func isActor(_ name: String) throws(Interrupt) -> Bool {
        var isThere = false
        try transaction.read(Kinds.actors, name) { _ in isThere = true }
        return isThere
    }

    /// Statements that name something in a term.
    func referrers(to name: String, in term: TermPlace) throws(Interrupt) -> [Spoken] {
        var found: [Spoken] = []
        var unknown: [Spoken] = []
        try transaction.referrers(to: Kinds.of(name), name, in: term) { record throws(Interrupt) in
            let referrer = "\(Kinds.statements.text)/\(String(decoding: record.id, as: UTF8.self))"
            if case .some(.some(let known)) = statements[referrer] {
                found.append(known)
            } else {
                let spoken = try Spoken.read(record, name: referrer)
                statements[referrer] = .some(spoken)
                note(referrer)
                bytes += spoken.body.count
                unknown.append(spoken)
            }
            return true
        }
        for spoken in unknown { try settleTime(of: spoken) }
        return found + unknown
    }

    /// Finds out when something was said.
    func settleTime(of spoken: Spoken) throws(Interrupt) {
        var published: [(latest: Int64, time: [UInt8])] = []
        if spoken.said.latest == nil {
            for source in spoken.sources {
                if let publication = try publication(of: source) { published.append(publication) }
            }
        }
        spoken.settleTime(published)
    }

    private func publication(of source: String) throws(Interrupt) -> (latest: Int64, time: [UInt8])? {
        if let known = publications[source] { return known }
        note(source)
        var publication: (latest: Int64, time: [UInt8])?
        try transaction.read(Kinds.sources, source, as: dossier__v1__source__type()) { (source: Dossier__V1__Source) in
            guard let latest = Span(source.published).latest else { return }
            publication = (latest, FuzzyTimeBytes.of(source.published))
        }
        publications[source] = .some(publication)
        return publication
    }
}
