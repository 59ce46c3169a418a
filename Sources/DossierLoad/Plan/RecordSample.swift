import DossierClient
import DossierCore
import DossierWire

/// What a load asks for: names and words of the record as it is.
public struct RecordSample: Sendable {
    /// Names of incidents; none where the record has none.
    public let incidents: [String]
    /// Words of their titles; where they have none, those of `IncidentTitles`. Not empty.
    public let words: [String]

    /// Reads a record's first incidents, up to `Limits.loadNames`.
    /// - Throws: as the calls.
    public init(of client: Client) async throws(Status) {
        var incidents: [String] = []
        var words: Set<String> = []
        var token = ""
        var query = ListQuery()
        query.view.fields = ["name", "title"]
        repeat {
            let page = try await Resources(client).page(of: .incidents, query, size: Limits.pageSize, token: token)
            for incident in page.items {
                guard let name = incident["name"]?.text else { continue }
                incidents.append(name)
                words.formUnion(Self.words(of: incident["title"]?.text ?? ""))
            }
            token = page.nextPageToken
        } while !token.isEmpty && incidents.count < Limits.loadNames
        self.incidents = incidents
        self.words = words.isEmpty ? IncidentTitles.words : words.sorted()
    }

    /// Of no record: for requests that ask for nothing of it.
    public init() {
        incidents = []
        words = IncidentTitles.words
    }

    static func words(of title: String) -> [String] {
        title.lowercased().split { !$0.isLetter }.filter { $0.count > 3 }.map(String.init)
    }
}
