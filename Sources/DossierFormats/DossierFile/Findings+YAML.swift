import Yams

extension Findings {
    /// One finding about a file as a whole.
    init(_ file: String, _ message: String) {
        self.init(all: [Finding(file: file, place: .unknown, path: "", message: message)])
    }

    /// Why a text is not YAML.
    init(_ error: any Error, in file: String) {
        switch error {
        case let findings as Findings: self = findings
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            let place = Place(line: mark.line, column: mark.column)
            self.init(all: [Finding(file: file, place: place, path: "", message: "is not YAML: \(problem)")])
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            let place = Place(line: context.mark.line, column: context.mark.column)
            let message = "stands more than once in one mapping: \(keys.joined(separator: ", "))"
            self.init(all: [Finding(file: file, place: place, path: "", message: message)])
        case YamlError.reader(let problem, _, _, _): self.init(file, "is not YAML: \(problem)")
        default: self.init(file, "is not YAML: \(error)")
        }
    }
}
