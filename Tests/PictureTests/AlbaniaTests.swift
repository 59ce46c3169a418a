import DossierCore
import DossierFormats
import TestSupport
import Testing

/// Who attacked Albania in July and September 2022, as far as one article tells (Examples/albania-2022.yaml).
@Suite struct AlbaniaTests {
    private static let articleDay = "2022-09-10"

    /// One voice accuses Iran. Whether the sanctions and Iran's rejection mean this attack, the article does not say; nor
    /// whom the allies condemned.
    @Test func julyIsClaimed() async throws {
        try await withExample { scene in
            let july = try await scene.picture("july-attack", saidBy: Self.articleDay)
            #expect(
                july == """
                    CLAIMED
                    iran CLAIMED 2022-09-07 to 2022-09-07, receiver-government
                      of rama-accuses-iran
                      albania asserts 2022-09-07, receiver-government: rama-accuses-iran
                    possibly iran disputes iran 2022-09-10: iran-rejects-accusation of july-attack, september-attack
                    \(Self.sanctions)
                    unresolved allies imputes same-actors 2022-09-10: allies-condemn-aggressors
                    """
            )
        }
    }

    /// A curator finds out which attack Iran meant, and says so. The record of before stays as it was.
    @Test func julyIsDeniedOnceTheReferentIsResolved() async throws {
        try await withExample { scene in
            let unresolved = try await scene.picture("july-attack", saidBy: Self.articleDay)
            let before = try await scene.sequence()
            try await scene.resolve("iran-rejects-accusation", about: "july-attack")
            let july = try await scene.picture("july-attack", saidBy: Self.articleDay)
            #expect(
                july == """
                    DENIED_BY_ACCUSED
                    iran DENIED_BY_ACCUSED 2022-09-07 to 2022-09-10, receiver-government
                      of iran-rejects-accusation, rama-accuses-iran
                      albania asserts 2022-09-07, receiver-government: rama-accuses-iran
                      itself iran disputes 2022-09-10: iran-rejects-accusation
                    \(Self.sanctions)
                    unresolved allies imputes same-actors 2022-09-10: allies-condemn-aggressors
                    """
            )
            let asItStood = try await scene.picture("july-attack", saidBy: Self.articleDay, recordedAsOf: before)
            #expect(asItStood == unresolved)
            let september = try await scene.picture("september-attack", saidBy: Self.articleDay)
            #expect(september == Self.september(rejection: ""))
        }
    }

    /// Only the headline says who did it. That Albania means Iran follows from its own words, twice, and is not counted.
    @Test func septemberIsReported() async throws {
        try await withExample { scene in
            let rejection =
                "possibly iran disputes iran 2022-09-10: iran-rejects-accusation of july-attack, september-attack\n"
            let september = try await scene.picture("september-attack", saidBy: Self.articleDay)
            #expect(september == Self.september(rejection: rejection))
        }
    }

    /// On the eve of the accusation nobody had accused anybody, as we know now; and before the import we knew nothing.
    @Test func earlierThereIsLess() async throws {
        try await Scene.run { scene in
            try await scene.add(try Scene.dossier("Examples/contested.yaml"))
            let before = try await scene.sequence()
            try await scene.add(try Scene.dossier("Examples/albania-2022.yaml"))
            let eve = try await scene.picture("july-attack", saidBy: "2022-09-06")
            #expect(eve == "UNATTRIBUTED")
            let refusal = await #expect(throws: Status.self) {
                _ = try await scene.picture("july-attack", saidBy: Self.articleDay, recordedAsOf: before)
            }
            #expect(refusal?.code == .notFound)
        }
    }

    private func withExample(_ body: (Scene) async throws -> Void) async throws {
        try await Scene.run { scene in
            try await scene.add(try Scene.dossier("Examples/albania-2022.yaml"))
            try await body(scene)
        }
    }

    private static let sanctions = """
        possibly united-states imputes esmail-khatib 2022-09-09: us-sanctions of july-attack, september-attack
        possibly united-states imputes iran 2022-09-09: us-sanctions of july-attack, september-attack
        possibly united-states imputes mois 2022-09-09: us-sanctions of july-attack, september-attack
        """

    private static func september(rejection: String) -> String {
        """
        REPORTED
        iran REPORTED 2022-09-10 to 2022-09-10, media
          of headline-blames-iran
          relayer the-medium asserts 2022-09-10, media: headline-blames-iran
        inferred albania on iran 2022-09-10: ministry-links-attacks, rama-accuses-iran of july-attack
        inferred albania on iran 2022-09-10: rama-links-attacks, rama-accuses-iran of july-attack
        \(rejection)\(sanctions)
        unresolved albania imputes same-actors 2022-09-10: rama-denounces-attack
        """
    }
}
