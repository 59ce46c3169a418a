import DossierCore
import DossierWire
import Testing

@testable import dossier

/// What remains of a statement's references when somebody has decided what it means.
@Suite struct ReferentTests {
    private static func referents(_ about: String) throws -> Referents {
        Referents(of: try JSONValue(parsing: #"{"name": "statements/s", "about": \#(about)}"#))
    }

    private static let ambiguous = """
        [{"name": "incidents/a", "candidate": true}, {"name": "incidents/b", "candidate": true}, {"name": "actors/c"}]
        """

    @Test(arguments: [(["a"], "incidents/a, actors/c"), (["incidents/b", "a"], "incidents/a, incidents/b, actors/c")])
    func theChosenOnesBecomeCertain(choices: [String], result: String) throws {
        let referents = try Self.referents(Self.ambiguous)
        #expect(referents.text == "incidents/a?, incidents/b?, actors/c")
        let settled = try #require(try referents.settled(choices))
        #expect(Referents.text(settled) == result)
    }

    @Test func whatItIsNotAboutIsRefusedWithWhatItIs() throws {
        let referents = try Self.referents(Self.ambiguous)
        let wrong = #expect(throws: Status.self) { try referents.settled(["x"]) }
        #expect(wrong?.code == .invalidArgument)
        #expect(
            wrong?.message
                == "statements/s is not about x: it is about incidents/a?, incidents/b?, actors/c"
        )
        let twice = try Self.referents(#"[{"name": "incidents/a", "candidate": true}, {"name": "actors/a"}]"#)
        #expect(throws: Status.self) { try twice.settled(["a"]) }
        #expect(try twice.settled(["incidents/a"])?.count == 2)
    }

    @Test func whatIsSettledIsLeftAlone() throws {
        let settled = try Self.referents(#"[{"name": "incidents/a"}]"#)
        #expect(try settled.settled(["a"]) == nil)
        let two = try Self.referents(#"[{"name": "incidents/a"}, {"name": "incidents/b"}]"#)
        let status = #expect(throws: Status.self) { try two.settled(["a"]) }
        #expect(status?.code == .failedPrecondition)
    }
}
