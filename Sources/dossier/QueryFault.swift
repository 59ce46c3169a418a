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
                let match = violation.description.firstMatch(of: /\(.*at character (\d+)\)/),
                let place = Int(match.1), place > 0, place <= text.unicodeScalars.count + 1
            else { continue }
            // The server counts scalars, a terminal what people take for characters.
            let before = String(text.unicodeScalars.prefix(place - 1)).count
            return [Terminal.clean(text), String(repeating: " ", count: before) + "^"]
        }
        return nil
    }
}
