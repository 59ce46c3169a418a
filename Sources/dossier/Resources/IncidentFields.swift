import ArgumentParser
import DossierClient

struct IncidentFields: ResourceFields {
    static let kind = ResourceKind.incidents
    static let exampleFilter = #"types:DATA_THEFT AND occurred.latest < "2022-09-01""#
    static let exampleOrder = "occurred.earliest desc"

    @Option(help: "A short title.") var title: String?
    @Option(help: "A few sentences.") var summary: String?
    @Option(help: "When it happened: 2022-07-15, 2022-07, 2013, 2022-07-15/2022-07-21.") var occurred: String?
    @Option(help: "When it became public.") var disclosed: String?
    @Option(name: .customLong("type"), help: "Its type, as disruption or data-theft; may stand several times.")
    var types: [String] = []
    @Option(help: "Who may see it: clear, green, amber, amber+strict, red.") var tlp: String?

    var pairs: [(name: String, values: [String])] {
        [
            ("title", title.values), ("summary", summary.values), ("occurred", occurred.values),
            ("disclosed", disclosed.values), ("types", types), ("tlp", tlp.values),
        ]
    }
}
