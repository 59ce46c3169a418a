import DossierCore
import TestSupport

/// Writes at random whatever pictures rest on. What the record refuses, as it stands, is left.
struct RandomWriter {
    static let states = ["a0", "a1", "a2", "a3", "a4"]
    static let incidentIDs = ["i0", "i1", "i2", "i3", "i4", "i5"]
    static let incidents = incidentIDs.map { "incidents/\($0)" }
    private static let actors = states + ["person"]
    private static let kinds = [
        "ATTRIBUTES", "ATTRIBUTES", "CLAIMS", "CORROBORATES", "CONDEMNS", "DENIES", "REJECTS", "DOUBTS", "REPORTS",
    ]

    private let number: Int
    private let desk: Desk
    private var generator: SeededGenerator
    private var count = 0

    init(_ number: Int, seed: UInt64, _ desk: Desk) {
        self.number = number
        self.desk = desk
        generator = SeededGenerator(seed: seed &+ UInt64(number) &* 1_000)
    }

    /// Records what every writer changes.
    static func prepare(_ desk: Desk) async throws(Status) {
        try await desk.create(.actors, "person", ["displayName": "P", "identityClass": "IDENTITY_CLASS_INDIVIDUAL"])
        for id in ["s0", "s1"] { try await desk.create(.sources, id, ["title": "S"]) }
    }

    /// One write.
    mutating func write() async throws(Status) {
        do {
            switch Int.random(in: 0..<20, using: &generator) {
            case 0..<10: try await say()
            case 10..<13: try await change()
            case 13: try await desk.delete(.statements, statement())
            case 14: try await desk.undelete(.statements, statement())
            case 15:
                try await desk.update(
                    .sources,
                    ["name": JSON("sources/\(any(["s0", "s1"]))"), "title": "S", "published": day()]
                )
            case 16:
                try await desk.update(.incidents, ["name": JSON(any(Self.incidents)), "title": "T", "occurred": day()])
            default: try await changeActor()
            }
        } catch {
            guard [.failedPrecondition, .notFound, .alreadyExists].contains(error.code) else { throw error }
        }
    }

    // MARK: Writes

    private mutating func say() async throws(Status) {
        let fields = act()
        count += 1
        try await desk.create(.statements, "w\(number)-\(count)", fields)
    }

    private mutating func change() async throws(Status) {
        try await desk.update(.statements, act().merging(["name": JSON(statement())]))
    }

    private mutating func changeActor() async throws(Status) {
        let id = any(Self.actors)
        var fields: JSON = ["name": JSON("actors/\(id)"), "displayName": "A"]
        if id == "person" {
            fields.identityClass = "IDENTITY_CLASS_INDIVIDUAL"
            fields.roles = [["title": "T", "organization": JSON("actors/\(any(Self.states))"), "valid": day()]]
        } else {
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: fields.parent = JSON("actors/\(any(Self.states))")
            case 1: fields.relayer = true
            case 2: fields.placeholder = true
            default: break
            }
        }
        try await desk.update(.actors, fields)
    }

    /// A statement about an incident or about a statement, a retraction, a link.
    private mutating func act() -> JSON {
        let (speaker, incident) = (any(Self.actors), any(Self.incidents))
        var act: JSON
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: return .said("RETRACTS", by: speaker, about: statement())
        case 1: return .linked("SAME_ACTORS", by: speaker, any(Self.incidents.filter { $0 != incident }), incident)
        case 2: return .linked("SAME_AS", by: speaker, "actors/\(any(Self.states))", "actors/person")
        case 3..<7:
            act = .said(any(Self.kinds), by: speaker, about: incident, of: any(Self.actors))
        default:
            act = .said(any(Array(Self.kinds.dropFirst(3))), by: speaker, about: statement())
            if Bool.random(using: &generator) { act.about = [["name": JSON(statement()), "candidate": true]] }
        }
        if Bool.random(using: &generator) {
            act.said = day()
        } else {
            let source = JSON("sources/\(any(["s0", "s1"]))")
            act.appearances = [["source": source, "form": "APPEARANCE_FORM_DIRECT", "text": "words"]]
        }
        return act
    }

    // MARK: Choices

    /// A statement that somebody may have made.
    private mutating func statement() -> String {
        let writer = Int.random(in: 0..<4, using: &generator)
        return "statements/w\(writer)-\(Int.random(in: 1...max(1, count), using: &generator))"
    }

    private mutating func day() -> JSON {
        let day = Int.random(in: 10..<29, using: &generator)
        return .day("2022-09-\(day)")
    }

    private mutating func any<Element>(_ elements: [Element]) -> Element { elements.randomElement(using: &generator)! }
}
