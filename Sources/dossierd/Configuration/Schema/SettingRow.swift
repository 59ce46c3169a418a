import DossierCore

/// What is known of one setting, whatever the type of its value.
struct SettingRow: Sendable {
    /// How its value is given.
    enum Shape {
        /// By one text.
        case one
        /// By any number of them.
        case list
        /// On the command line by the option alone.
        case flag
    }

    /// What SIGHUP does about it.
    enum Reload: String {
        /// Its value is taken from the file anew.
        case value = "read anew"
        /// What its path leads to is read again; another path is taken at the next start.
        case content = "what is there is read again; another path needs a restart"
        case nothing = "needs a restart"
    }

    /// Where it stands in a file, mappings joined by dots: "limits.connections".
    let key: String
    /// The name of its option, without the dashes.
    let option: String
    let placeholder: String
    let expectation: String
    let shape: Shape
    let isSecret: Bool
    let reload: Reload
    /// One sentence, or a few.
    let help: String
    /// What holds where it is not given, in words, unless `standard` says it.
    let standardInWords: String?
    /// Texts of what holds where it is not given; empty: nothing.
    let standard: [String]
    /// Of texts, as they may be shown; nil: they are no value of it.
    let shown: @Sendable ([String]) -> [String]?

    /// The environment variable that gives it.
    var variable: String { Self.variable(of: key) }

    /// Refuses texts that are no value of it.
    /// - Parameter name: how the message calls it.
    func check(_ texts: [String], as name: String) throws(Status) {
        guard shown(texts) == nil else { return }
        let given = isSecret ? "" : ", not \(texts.map { "\"\($0)\"" }.joined(separator: ", "))"
        throw Status(.invalidArgument, "\(name) must be \(expectation)\(given)")
    }

    /// What holds where it is not given.
    var standardText: String { standardInWords ?? (standard.isEmpty ? "none" : standard.joined(separator: ", ")) }

    /// As `EnvironmentVariablesProvider` finds "dossier" and then the key.
    static func variable(of key: String) -> String {
        "DOSSIER_" + String(key.uppercased().map { $0 == "." || $0 == "-" ? "_" : $0 })
    }
}
