import DossierWire
import Testing

@testable import dossier

/// The columns of `list --fields`.
@Suite struct ColumnTests {
    private static let incident = """
        {"name": "incidents/x", "title": "An outage", "createTime": "2022-09-10T14:03:22.5Z",
         "types": ["INCIDENT_TYPE_DATA_THEFT", "INCIDENT_TYPE_DISRUPTION"], "revision": "3",
         "occurred": {"earliest": "2022-07-01T00:00:00Z", "precision": "PRECISION_MONTH"},
         "victims": [{"actor": "actors/albania", "sectors": ["a", "b"]}, {"sectors": ["c"]}]}
        """

    @Test(arguments: [
        ("title", "An outage"), ("types", "data-theft, disruption"), ("occurred", "July 2022"),
        ("occurred.earliest", "2022-07-01 00:00:00"), ("occurred.precision", "month"),
        ("victims.sectors", "a, b, c"), ("victims.actor", "albania"), ("create_time", "2022-09-10 14:03:22"),
        ("createTime", "2022-09-10 14:03:22"), ("revision", "3"), ("summary", ""), ("nonsense.at.all", ""),
        ("victims", "{actor: albania, sectors: [a, b]}, {sectors: [c]}"),
    ])
    func aPathLeadsToWordsForPeople(path: String, text: String) throws {
        #expect(FieldColumn(path, of: .incidents).text(of: try JSONValue(parsing: Self.incident)) == text)
    }

    @Test func theNameIsTheFirstColumnWhereverItIsAskedFor() throws {
        var view = ListView(.incidents, ["title", "name"])
        view.add(try JSONValue(parsing: Self.incident))
        #expect(view.table.lines(width: nil, Style(false)) == ["ID  TITLE", "x   An outage"])
    }
}
