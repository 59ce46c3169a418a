import Configuration
import DossierCore

/// The settings that environment variables give: DOSSIER_ and the key.
struct EnvironmentSettings: Sendable {
    private static let prefix = "DOSSIER_"
    /// What `dossier`, the client, reads; nothing of it is meant for the server.
    private static let ofClient: Set<String> = ["SERVER", "TLS", "CA", "CERT", "KEY", "TOKEN", "WAIT"]

    /// By name; without those that are empty, which are as good as not there.
    private let variables: [String: String]

    init(_ environment: [String: String]) {
        variables = environment.filter { $0.key.hasPrefix(Self.prefix) && !$0.value.isEmpty }
    }

    /// The path of the file of settings.
    var file: String? { variables[Schema.fileVariable] }

    var provider: some ConfigProvider {
        EnvironmentVariablesProvider(environmentVariables: variables).prefixKeys(with: "dossier")
    }

    /// Refuses a name that is meant for a setting and is none's. Others pass: orchestrators add variables of their own, as
    /// DOSSIER_PORT and DOSSIER_SERVICE_HOST for a service that is called so.
    func check() throws(Status) {
        let known = Set(Schema.rows.map(\.variable) + [Schema.fileVariable])
        for name in variables.keys.sorted() where !known.contains(name) {
            let word = String(name.dropFirst(Self.prefix.count))
            guard !Self.ofClient.contains(word), let meant = Self.meant(by: word) else { continue }
            throw Status(.invalidArgument, "the environment variable \(name) is not known; did you mean \(meant)?")
        }
    }

    private static func meant(by word: String) -> String? {
        let candidates =
            Schema.rows.flatMap { row in
                [(row.variable.dropFirst(prefix.count), row.variable), (variablePart(row.option), row.variable)]
            } + [(Schema.fileVariable.dropFirst(prefix.count), Schema.fileVariable)]
        let ranked = candidates.map { ($1, Spelling.distance(word, String($0))) }
        guard let nearest = ranked.min(by: { $0.1 < $1.1 }) else { return nil }
        let isOfSection = Schema.mappings.contains { word.hasPrefix($0.uppercased() + "_") }
        return isOfSection || nearest.1 <= max(1, word.count / 4) ? nearest.0 : nil
    }

    private static func variablePart(_ option: String) -> Substring {
        SettingRow.variable(of: option).dropFirst(prefix.count)
    }
}
