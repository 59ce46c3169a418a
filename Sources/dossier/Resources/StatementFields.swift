import ArgumentParser
import DossierClient

struct StatementFields: ResourceFields {
    static let kind = ResourceKind.statements
    static let exampleFilter = #"kind = "DENIES" AND target_actors:"actors/iran""#
    static let exampleOrder = "said.latest desc, name"

    @Option(help: "The actor who speaks.") var speaker: String?
    @Option(help: "The actor in whose name.") var onBehalfOf: String?
    @Option(name: .customLong("kind"), help: "What it does: attributes, denies, rejects, sanctions, links, reports ..")
    var statementKind: String?
    @Option(help: "What it is about, as incidents/x; may stand several times.") var about: [String] = []
    @Option(name: .customLong("target"), help: "An actor it accuses, sanctions, condemns; may stand several times.")
    var targets: [String] = []
    @Option(help: "When it was said: 2022-09-07.") var said: String?
    @Option(help: "How: tweet, press-release, speech, report ..") var channel: String?
    @Option(help: "On what it rests: receiver-government, third-party, it-security, media ..") var basis: String?
    @Option(help: "0 to 100.") var confidence: String?
    @Option(help: "Who may see it: clear, green, amber, amber+strict, red.") var tlp: String?

    var pairs: [(name: String, values: [String])] {
        [
            ("speaker", speaker.values), ("on_behalf_of", onBehalfOf.values), ("kind", statementKind.values),
            ("about", about), ("target_actors", targets), ("said", said.values), ("channel", channel.values),
            ("basis", basis.values), ("confidence", confidence.values), ("tlp", tlp.values),
        ]
    }
}
