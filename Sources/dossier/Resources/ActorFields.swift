import ArgumentParser
import DossierClient

struct ActorFields: ResourceFields {
    static let kind = ResourceKind.actors
    static let exampleFilter = #"identity_class = "STATE""#
    static let exampleOrder = "country, name"

    @Option(help: "The name that people know.") var displayName: String?
    @Option(name: .customLong("class"), help: "What it is: state, organization, individual, group, collective ..")
    var identityClass: String?
    @Option(help: "ISO 3166-1 alpha-2, as AL.") var country: String?
    @Option(help: "The actor of which it is an acknowledged organ.") var parent: String?
    @Option(name: .customLong("alias"), help: "Another name; may stand several times.") var aliases: [String] = []
    @Option(help: "Who may see it: clear, green, amber, amber+strict, red.") var tlp: String?

    var pairs: [(name: String, values: [String])] {
        [
            ("display_name", displayName.values), ("identity_class", identityClass.values), ("country", country.values),
            ("parent", parent.values), ("aliases", aliases), ("tlp", tlp.values),
        ]
    }
}
