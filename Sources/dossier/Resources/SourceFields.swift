import ArgumentParser
import DossierClient

struct SourceFields: ResourceFields {
    static let kind = ResourceKind.sources
    static let exampleFilter = #"medium = "REPORT""#
    static let exampleOrder = "published.latest desc"

    @Option(help: "Its title.") var title: String?
    @Option(help: "The actor that published it.") var publisher: String?
    @Option(help: "Where it can be read.") var url: String?
    @Option(help: "What it is: news-article, social-media, press-release, report, dataset ..") var medium: String?
    @Option(help: "When: 2022-09-10, 2022-09, 2022.") var published: String?
    @Option(help: "BCP 47, as en.") var language: String?
    @Option(help: "Who may see it: clear, green, amber, amber+strict, red.") var tlp: String?

    var pairs: [(name: String, values: [String])] {
        [
            ("title", title.values), ("publisher", publisher.values), ("url", url.values), ("medium", medium.values),
            ("published", published.values), ("language", language.values), ("tlp", tlp.values),
        ]
    }
}
