import DossierCore
import Testing

/// What is set in a collection's sample, and the fields that the answer must find at fault; none: it is valid.
struct Rule {
    let change: JSON
    let faults: [String]

    /// Valid.
    static func allows(_ change: JSON) -> Rule { Rule(change: change, faults: []) }

    /// Wrong in these fields, by their paths in the resource.
    static func refuses(_ faults: String..., change: JSON) -> Rule { Rule(change: change, faults: faults) }
}

extension Desk {
    /// Holds the server to the rules of a collection.
    func expect(_ rules: [Rule], of collection: Collection, sourceLocation: SourceLocation = #_sourceLocation) async {
        for rule in rules {
            let comment = Comment(rawValue: String("\(rule.change)".prefix(300)))
            do {
                try await check(collection, collection.sample.merging(rule.change))
                #expect(rule.faults == [], comment, sourceLocation: sourceLocation)
            } catch {
                #expect(error.code == .invalidArgument, comment, sourceLocation: sourceLocation)
                let expected = rule.faults.map { "\(collection.field).\($0)" }
                #expect(error.fields == expected, "\(comment): \(error)", sourceLocation: sourceLocation)
            }
        }
    }
}

/// A text of so many characters.
func text(_ count: Int, of character: Character = "x") -> JSON { JSON(String(repeating: character, count: count)) }

/// A list of so many elements.
func list(_ count: Int, of element: JSON) -> JSON { JSON([JSON](repeating: element, count: count)) }
