/// Where the value of a setting is from.
enum SettingOrigin: Sendable, Equatable, CustomStringConvertible {
    case option(String)
    case variable(String)
    /// - Parameter line: from 1.
    case file(path: String, line: Int)
    case standard

    /// How a message calls what is set there.
    func name(of key: String) -> String {
        switch self {
        case .option(let name): "--\(name)"
        case .variable(let name): name
        case .file(let path, let line): "\(path):\(line): \(key)"
        case .standard: key
        }
    }

    /// "--grace", "DOSSIER_GRACE", "dossier.yaml:3" or "default".
    var description: String {
        switch self {
        case .option(let name): "--\(name)"
        case .variable(let name): name
        case .file(let path, let line): "\(path):\(line)"
        case .standard: "default"
        }
    }
}
