import DossierClient
import DossierCore
import DossierWire

/// What a load asks for: names and words of the record as it is.
public struct RecordSample: Sendable {
    /// Names of incidents. Not empty.
    public let incidents: [String]
    /// Words of their titles. Not empty.
    public let words: [String]

    /// Reads a record's first incidents, up to `Limits.loadNames`.
    /// - Throws: FAILED_PRECONDITION when there are none; else as the calls.
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
        guard !incidents.isEmpty, !words.isEmpty else {
            throw Status(
                .failedPrecondition,
                "the record has no incidents to call for; have some made with --prepare 1000"
            )
        }
        self.incidents = incidents
        self.words = words.sorted()
    }

    private static func words(of title: String) -> [String] {
        title.lowercased().split { !$0.isLetter }.filter { $0.count > 3 }.map(String.init)
    }
}
