import DossierClient
import DossierCore
import DossierWire

/// One who is named in a cell. What it is follows from the words there alone, so that both tables make the same of it.
struct EuRepoCActor {
    /// What the cell calls it.
    let text: String
    let resource: DossierResource

    /// The actor's name.
    var name: String { resource.name }

    /// A country, a region or another body that stands where countries do.
    init(country text: String) {
        self.text = text
        let isRegion = text.hasSuffix("(region)")
        resource =
            Country.named(text)?.resource
            ?? Self.resource(
                text,
                displayName: text,
                ["identity_class": isRegion ? .string("IDENTITY_CLASS_COLLECTIVE") : nil]
            )
    }

    /// A group, an organization or a person.
    init(named text: String) {
        self.text = text
        resource = Self.resource(
            text,
            displayName: Self.cut(text),
            ["aliases": .list(Self.aliases(text).map { .fields(["value": .string($0)]) })]
        )
    }

    /// One of whom only the country, or the category, is known.
    init(unnamedOf country: String?, _ category: String?) {
        let words = [category, country].compactMap(\.self).joined(separator: ", ")
        text = "unnamed \(words)"
        resource = Self.resource(
            text,
            displayName: "Unnamed: \(words)",
            [
                "identity_class": .string("IDENTITY_CLASS_UNKNOWN"),
                "country": country.flatMap(Country.named).map { .string($0.code) }, "placeholder": .bool(true),
            ]
        )
    }

    private static func resource(
        _ text: String,
        displayName: String,
        _ fields: KeyValuePairs<String, JSONValue?>
    ) -> DossierResource {
        let common: JSONValue = .fields([
            "external_refs": .array([.reference(EuRepoC.collection, id: text)]), "display_name": .string(displayName),
        ])
        let members = common.members + JSONValue.fields(fields).members
        return DossierResource(.actors, id: EuRepoC.resourceID(text), fields: .object(members))
    }

    /// The names between slashes, without what stands in parentheses; "< X" tells what a group is a part of.
    private static func aliases(_ text: String) -> [String] {
        var depth = 0
        let outside = text.prefix { $0 != "<" }.filter { character in
            if character == "(" { depth += 1 }
            defer { if character == ")" { depth = max(0, depth - 1) } }
            return depth == 0
        }
        return outside.split(separator: "/").compactMap { EuRepoCRow.said($0) }.unique.filter { $0 != text }
    }

    private static func cut(_ text: String) -> String {
        text.count <= Limits.titleCharacters ? text : "\(text.prefix(Limits.titleCharacters - 1))…"
    }
}
