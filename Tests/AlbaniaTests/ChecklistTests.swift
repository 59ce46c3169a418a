import Testing

/// The article's 68 items, each in the record as a server gives it back.
@Suite struct ChecklistTests {
    @Test func theListIsComplete() {
        let ids = Checklist.sections.flatMap { letter, count in (1...count).map { "\(letter)\($0)" } }
        #expect(ids.count == 68)
        #expect(Checklist.items.map(\.id) == ids)
    }

    @Test(arguments: Checklist.items)
    func theRecordHolds(_ item: Item) async throws {
        #expect(!item.evidence.isEmpty)
        let missing = item.missing(in: try await Record.imported.value)
        #expect(missing.isEmpty, "\(missing)")
    }

    /// No evidence is for show: without its field, the item is missed.
    @Test(arguments: Checklist.items)
    func theWalkMissesWhatIsEmptied(_ item: Item) async throws {
        let record = try await Record.imported.value
        for evidence in item.evidence {
            let missing = item.missing(in: evidence.contradicted(in: record))
            #expect(missing.map(\.description).contains(evidence.description))
        }
    }

    /// What stands for another record's name is one: anchors are free texts, so no server checks them.
    @Test func anchorsAreDaysOrNames() async throws {
        let record = try await Record.imported.value
        for path in ["said.anchor", "link.valid.anchor", "measure.effective.anchor", "measure.deadline.anchor"] {
            for anchor in record.values(of: .statements, FieldPath(path)) {
                #expect(record.resources[anchor] != nil || anchor.contains(/^\d{4}-\d{2}-\d{2}$/), "\(anchor)")
            }
        }
    }

    /// The datasets assess the damage; that they attribute the attacks, too, is left to their own import.
    @Test(arguments: ["actors/eurepoc", "actors/mitre-attack"])
    func aDatasetAssessesOnly(_ speaker: String) async throws {
        let record = try await Record.imported.value
        let said = record.resources.values.filter { $0["speaker"]?.text == speaker }
        #expect(!said.isEmpty)
        #expect(said.allSatisfy { $0["kind"]?.text == "STATEMENT_KIND_ASSESSES" })
        #expect(record.values(speaker, FieldPath("relayer")) == ["true"])
    }

    @Test func everyoneMaySeeIt() async throws {
        for (name, resource) in try await Record.imported.value.resources {
            #expect(resource["tlp"]?.text == "TLP_CLEAR", "\(name)")
        }
    }
}
