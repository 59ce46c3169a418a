import DossierClient
import DossierCore

/// A status that speaks of a text that was given, such as a filter.
struct QueryFault: Error {
    let status: Status
    private let texts: [String: String]

    /// - Parameter texts: what was given, by the request's fields.
    init(_ status: Status, texts: [String: String]) {
        self.status = status
        self.texts = texts
    }

    /// The text and a caret under the place that the server names; nil when it names none.
    var drawing: [String]? {
        for violation in status.fieldViolations {
            guard let text = texts[violation.field], !text.isEmpty,
                let match = violation.description.firstMatch(of: /(?:column|character|position) (\d+)/),
                let column = Int(match.1), column > 0, column <= text.count + 1
            else { continue }
            return [Terminal.clean(text), String(repeating: " ", count: column - 1) + "^"]
        }
        return nil
    }
}
