import CDossierProtos
import DossierClient
import DossierFormats
import DossierWire
import Testing

@Suite struct NotationTests {
    @Test(arguments: [
        ("amber+strict", "TLP_AMBER_STRICT"), ("amber-strict", "TLP_AMBER_STRICT"), ("CLEAR", "TLP_CLEAR"),
        ("red", "TLP_RED"),
    ])
    func wordsMeanEnumValues(word: String, name: String) throws {
        #expect(try read(.incidents, "tlp: \(word)")["tlp"]?.text == name)
    }

    @Test func everyWordOfEveryEnumIsReadBack() {
        let enums = [
            dossier__v1__statement_kind__type(), dossier__v1__incident_type__type(), dossier__v1__tlp__type(),
            dossier__v1__basis__type(), dossier__v1__appearance_form__type(), dossier__v1__source_reliability__type(),
        ]
        for type in enums {
            let notation = EnumNotation(type!)
            #expect(!notation.words.isEmpty)
            for word in notation.words {
                let name = notation.name(word)
                #expect(name.flatMap(notation.word) == word)
            }
            #expect(notation.name("unspecified") == nil)
        }
    }

    @Test func aSingleValueStandsForAList() throws {
        #expect(
            try read(.incidents, "types: ransomware")["types"] == json(#"["INCIDENT_TYPE_RANSOMWARE"]"#)
        )
    }

    @Test func shorthandsStandForMessages() throws {
        let actor = try read(.actors, "display_name: X\naliases: [Tirana, {value: Shqipëria, language: sq}]")
        #expect(actor["aliases"] == (try json(#"[{"value": "Tirana"}, {"value": "Shqipëria", "language": "sq"}]"#)))
        let statement = try read(.statements, "speaker: actors/a\nhedge: may be\nadmiralty: b2")
        #expect(statement["hedge"] == (try json(#"{"text": "may be"}"#)))
        #expect(
            statement["admiralty"]
                == (try json(
                    #"{"reliability": "SOURCE_RELIABILITY_B", "credibility": "INFORMATION_CREDIBILITY_2"}"#
                ))
        )
    }

    @Test func aConfidenceOfZeroIsNotAbsent() throws {
        #expect(try read(.statements, "confidence: 0")["confidence"] == .number("0"))
        #expect(try read(.statements, "kind: denies")["confidence"] == nil)
    }

    @Test func textsThatLookLikeOtherThingsStayTexts() throws {
        let actor = try read(.actors, "display_name: 2013\ncountry: NO")
        #expect(actor["displayName"]?.text == "2013")
        #expect(actor["country"]?.text == "NO")
    }

    @Test func defaultsFillWhatIsLeftOut() throws {
        let dossier = try DossierFile.read(
            """
            defaults: {tlp: green, source: sources/elsewhere}
            statements:
              a: {appearances: [{text: one}, {text: two, source: sources/own}]}
              b: {tlp: red}
            """,
            name: "test"
        )
        let first = try shown(dossier.resources[0])
        #expect(first["tlp"]?.text == "TLP_GREEN")
        #expect(first.elements("appearances").map { $0["source"]?.text } == ["sources/elsewhere", "sources/own"])
        #expect(try shown(dossier.resources[1])["tlp"]?.text == "TLP_RED")
    }

    @Test func jsonIsADossierFileToo() throws {
        let dossier = try DossierFile.read(#"{"actors": {"a": {"display_name": "A", "relayer": true}}}"#, name: "test")
        #expect(try shown(dossier.resources[0]) == json(#"{"displayName": "A", "relayer": true}"#))
    }

    @Test func fieldsAreReadOneByOne() throws {
        let fields = try DossierFile.fields(
            [
                ("title", .texts(["A: [b]"])), ("types", .texts(["disruption", "data-theft"])),
                ("victims", .notation("[{actor: albania}]")), ("summary", .notation("a: b: c")),
            ],
            of: .incidents
        )
        #expect(
            try shown(DossierResource(.incidents, id: "x", fields: fields))
                == json(
                    """
                    {"title": "A: [b]", "summary": "a: b: c",
                     "types": ["INCIDENT_TYPE_DISRUPTION", "INCIDENT_TYPE_DATA_THEFT"],
                     "victims": [{"actor": "actors/albania"}]}
                    """
                )
        )
    }
}
