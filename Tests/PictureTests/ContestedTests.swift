import DossierFormats
import TestSupport
import Testing

/// The example of an attribution that turns (Examples/contested.yaml), on both clocks. What each day shows is said there.
@Suite struct ContestedTests {
    private static let lateOne = "statements/zenda-agrees"

    @Test func eachDayHasItsPicture() async throws {
        try await Scene.run { scene in
            try await scene.add(try Scene.dossier("Examples/contested.yaml") { $0 != Self.lateOne })
            for (day, expected) in Self.days {
                let found = try await scene.picture("crane-outage", saidBy: day)
                #expect(found == expected, "\(day)")
            }
        }
    }

    /// What was found late changes the days since it was said, but not what the record said of them.
    @Test func aLateRecordPartsTheClocks() async throws {
        try await Scene.run { scene in
            try await scene.add(try Scene.dossier("Examples/contested.yaml") { $0 != Self.lateOne })
            let before = try await scene.sequence()
            try await scene.add(try Scene.dossier("Examples/contested.yaml"))
            let (third, fourth) = (
                try await scene.picture("crane-outage", saidBy: "2031-05-03"),
                try await scene.picture("crane-outage", saidBy: "2031-05-04")
            )
            #expect(third == Self.days[1].1)
            #expect(
                fourth == """
                    CORROBORATED
                    graustark CORROBORATED 2031-05-03 to 2031-05-04, receiver-government, third-party, media
                      of zenda-agrees, atlas-repeats, ministry-accuses
                      ruritania asserts 2031-05-03, receiver-government: ministry-accuses
                      zenda asserts 2031-05-04, third-party: zenda-agrees
                      relayer outage-atlas asserts 2031-05-04, media: atlas-repeats
                    """
            )
            for (day, expected) in Self.days {
                let found = try await scene.picture("crane-outage", saidBy: day, recordedAsOf: before)
                #expect(found == expected, "\(day)")
            }
        }
    }

    /// As the record has it before the late one.
    private static let days = [
        (
            "2031-05-02",
            """
            UNATTRIBUTED
            """
        ),
        (
            "2031-05-03",
            """
            CLAIMED
            graustark CLAIMED 2031-05-03 to 2031-05-03, receiver-government
              of ministry-accuses
              ruritania asserts 2031-05-03, receiver-government: ministry-accuses
            """
        ),
        (
            "2031-05-04",
            """
            CLAIMED
            graustark CLAIMED 2031-05-03 to 2031-05-04, receiver-government, media
              of atlas-repeats, ministry-accuses
              ruritania asserts 2031-05-03, receiver-government: ministry-accuses
              relayer outage-atlas asserts 2031-05-04, media: atlas-repeats
            """
        ),
        ("2031-05-05", denied),
        ("2031-05-06", denied),
        (
            "2031-05-08",
            """
            CONTESTED
            graustark CONTESTED 2031-05-03 to 2031-05-05, receiver-government, media
              of graustark-denies, atlas-repeats, ministry-accuses
              ruritania asserts 2031-05-03, receiver-government: ministry-accuses
              itself graustark disputes 2031-05-05: graustark-denies
              relayer outage-atlas asserts 2031-05-04, media: atlas-repeats
            ixania CONTESTED 2031-05-08 to 2031-05-08, it-security
              of concordia-accuses
              concordia asserts 2031-05-08, it-security: concordia-accuses
            """
        ),
        (
            "2031-05-09",
            """
            CONTESTED
            graustark CONTESTED 2031-05-03 to 2031-05-05, receiver-government, media
              of graustark-denies, atlas-repeats, ministry-accuses
              ruritania asserts 2031-05-03, receiver-government: ministry-accuses
              itself graustark disputes 2031-05-05: graustark-denies
              relayer outage-atlas asserts 2031-05-04, media: atlas-repeats
            ixania CONTESTED 2031-05-08 to 2031-05-09, it-security
              of ixania-rejects, concordia-accuses
              concordia asserts 2031-05-08, it-security: concordia-accuses
              itself ixania disputes 2031-05-09: ixania-rejects
            """
        ),
        ("2031-05-10", denied + "\n" + withdrawn),
        (
            "2031-05-12",
            """
            ADMITTED
            graustark ADMITTED 2031-05-03 to 2031-05-12, receiver-government, media, attacker-confirms
              of navy-claims, graustark-denies, atlas-repeats, ministry-accuses
              ruritania asserts 2031-05-03, receiver-government: ministry-accuses
              itself graustark asserts 2031-05-12, attacker-confirms: navy-claims
              relayer outage-atlas asserts 2031-05-04, media: atlas-repeats
            graustark-navy ADMITTED 2031-05-05 to 2031-05-12, attacker-confirms
              of navy-claims, graustark-denies
              itself graustark asserts 2031-05-12, attacker-confirms: navy-claims
            \(withdrawn)
            """
        ),
    ]

    private static let denied = """
        DENIED_BY_ACCUSED
        graustark DENIED_BY_ACCUSED 2031-05-03 to 2031-05-05, receiver-government, media
          of graustark-denies, atlas-repeats, ministry-accuses
          ruritania asserts 2031-05-03, receiver-government: ministry-accuses
          itself graustark disputes 2031-05-05: graustark-denies
          relayer outage-atlas asserts 2031-05-04, media: atlas-repeats
        """

    private static let withdrawn = """
        ixania UNATTRIBUTED 2031-05-09 to 2031-05-09
          of ixania-rejects
          itself ixania disputes 2031-05-09: ixania-rejects
        """
}
