import DossierCore
import DossierWire
import DossierYAML

/// Why a part of a file is no JSON, and where.
struct JSONTrouble: Error {
    let reason: String
    let place: Place

    /// The value of a part of a file that begins at a place.
    static func parse(_ bytes: [UInt8], at start: Place) throws(JSONTrouble) -> JSONValue {
        do throws(Status) {
            return try JSONValue(parsing: bytes)
        } catch {
            throw JSONTrouble(parsing: error.message, at: start)
        }
    }

    init(_ reason: String, at place: Place) {
        self.reason = reason
        self.place = place
    }

    /// From the parser's message, which tells line and column within the part.
    private init(parsing message: String, at start: Place) {
        guard let match = message.wholeMatch(of: /line (\d+), column (\d+): (.*)/.dotMatchesNewlines()),
            let line = Int(match.1), let column = Int(match.2)
        else {
            (reason, place) = (message, start)
            return
        }
        reason = "is not JSON: \(match.3)"
        place = Place(line: start.line + line - 1, column: line == 1 ? start.column + column - 1 : column)
    }
}
