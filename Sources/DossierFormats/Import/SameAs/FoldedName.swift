import DossierClient
import DossierWire

/// Names as they are compared to find actors that may be the same: without case, spaces and marks, so that "APT 28" is
/// "apt-28".
enum FoldedName {
    /// Shorter ones are shared by too many to mean anything.
    private static let shortest = 3

    /// Nil: too little is left of it.
    static func of(_ name: String) -> String? {
        let scalars = name.lowercased().unicodeScalars.filter {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
        }
        return scalars.count < shortest ? nil : String(String.UnicodeScalarView(scalars))
    }

    /// The display name and the aliases of an actor, as they stand; none of a placeholder, who has no name of his own.
    static func names(of actor: JSONValue) -> [String] {
        func member(_ one: String, _ other: String) -> JSONValue? { actor[one] ?? actor[other] }
        guard actor["placeholder"] != .bool(true) else { return [] }
        let aliases = actor.elements("aliases").compactMap { $0["value"]?.text }
        return ([member("displayName", "display_name")?.text].compactMap { $0 }) + aliases
    }
}
