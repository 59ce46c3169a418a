import DossierClient
import DossierWire

/// A country, as data sets name it. Every data set means the same by one, so all of them share its actor.
struct Country: Sendable, Equatable {
    /// ISO 3166-1 alpha-2.
    let code: String
    /// In English.
    let name: String

    private static let byName = Dictionary(
        uniqueKeysWithValues: entries.flatMap { country, names in names.map { ($0, country) } }
    )
    private static let byCode = Dictionary(uniqueKeysWithValues: entries.map { ($0.country.code, $0.country) })

    private static let entries: [(country: Country, names: [String])] = CountryTable.text.split(separator: "\n").map {
        line in
        let names = line.dropFirst(3).split(separator: "|").map(String.init)
        return (Country(code: String(line.prefix(2)), name: names[0]), names.map { $0.lowercased() })
    }

    /// Of a name in English, or of a code; nil when it is neither.
    static func named(_ text: String) -> Country? { byName[text.lowercased()] ?? byCode[text.uppercased()] }

    /// Of a code.
    static func coded(_ code: String) -> Country? { byCode[code] }

    /// Its actor's name.
    var actor: String { "actors/\(id)" }

    private var id: String { "country-\(code.lowercased())" }

    /// The state, as an actor.
    var resource: DossierResource {
        DossierResource(
            .actors,
            id: id,
            fields: .fields([
                "display_name": .string(name), "identity_class": .string("IDENTITY_CLASS_STATE"),
                "country": .string(code), "external_refs": .array([.reference("iso-3166-1", id: code)]),
            ])
        )
    }
}
