import CDossierProtos
import DossierCore
import ModuleKit

/// What one view of the record holds that bears on a question: each statement, actor and source is read once.
///
/// Inside the transaction's body only.
final class Evidence {
    let transaction: Transaction
    var incidents: [String: IncidentFacts] = [:]
    private var linked: Set<String> = []
    private var statements: [String: Spoken?] = [:]
    private var answers: [String: [Spoken]] = [:]
    private var actors: [String: ActorFacts] = [:]
    private var publications: [String: (latest: Int64, time: [UInt8])?] = [:]

    init(_ transaction: Transaction) { self.transaction = transaction }

    /// The transaction that the view shows.
    var sequence: UInt64 { transaction.moment.sequence }

    /// Hashes of the names of all that was read, or looked for: as long as nothing that is called so, or that is about
    /// it, changes, all that was read stays the same.
    var names: Set<Int> {
        var names: Set<Int> = []
        for name in statements.keys { names.insert(name.hashValue) }
        for name in answers.keys { names.insert(name.hashValue) }
        for name in linked { names.insert(name.hashValue) }
        for name in actors.keys { names.insert(name.hashValue) }
        for name in publications.keys { names.insert(name.hashValue) }
        for name in incidents.keys { names.insert(name.hashValue) }
        return names
    }

    /// The statement of that name; nil when there is none.
    func statement(_ name: String) throws(Interrupt) -> Spoken? {
        if let known = statements[name] { return known }
        var found: Spoken?
        try transaction.read(Kinds.statements, name) { record throws(Interrupt) in
            found = try Spoken.read(record, name: name)
        }
        if let found { try settleTime(of: found) }
        statements[name] = .some(found)
        return found
    }

    /// The statements about an incident, an actor or a statement.
    func about(_ name: String) throws(Interrupt) -> [Spoken] {
        if let known = answers[name] { return known }
        let found = try referrers(to: name, in: StatementTerms.about)
        answers[name] = found
        return found
    }

    /// The LINKS statements that join something with something else.
    func links(with name: String) throws(Interrupt) -> [Spoken] {
        linked.insert(name)
        return try referrers(to: name, in: StatementTerms.linkFrom) + referrers(to: name, in: StatementTerms.linkTo)
    }

    /// What is known of an actor.
    func actor(_ name: String) throws(Interrupt) -> ActorFacts {
        if let known = actors[name] { return known }
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
        var publication: (latest: Int64, time: [UInt8])?
        try transaction.read(Kinds.sources, source, as: dossier__v1__source__type()) { (source: Dossier__V1__Source) in
            guard let latest = Span(source.published).latest else { return }
            publication = (latest, FuzzyTimeBytes.of(source.published))
        }
        publications[source] = .some(publication)
        return publication
    }
}
