import DossierCore
import DossierWire

/// The marking-definitions of TLP, which all of STIX shares by their ids: TLP 1 by STIX 2.1, section 7.2.1.4, and TLP 2 by the
/// OASIS' extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d.
enum TLPMarking {
    /// The name of a value of `dossier.v1.Tlp`; nil: it is another marking.
    static func tlp(_ id: String) -> String? { known[id] }

    /// What a marking-definition of another id says, as some producers make them.
    static func tlp(of object: BundleObject) -> String? {
        let word =
            object["definition"]?["tlp"]?.text
            ?? object["extensions"]?[extensionID]?["tlp_2_0"]?.text
        return word.flatMap { words[$0.lowercased()] }
    }

    /// What is marked by something that is not known, at least; and what has no marking, unless the import sets one.
    static let unknown = "TLP_AMBER"

    /// The stricter of two.
    static func stricter(_ one: String?, _ other: String?) -> String? {
        guard let one, let other else { return one ?? other }
        return order[max(rank(one), rank(other))]
    }

    /// Whether what is marked by one would be shown to more by another; nil: no marking, which restricts nothing by itself
    /// and may become clear.
    static func isStricter(_ one: String?, than other: String?) -> Bool {
        guard let one else { return false }
        return rank(one) > (other.map(rank) ?? 0)
    }

    /// A word that is not known is as strict as can be.
    private static func rank(_ tlp: String) -> Int { order.firstIndex(of: tlp) ?? order.count - 1 }

    private static let order = ["TLP_CLEAR", "TLP_GREEN", "TLP_AMBER", "TLP_AMBER_STRICT", "TLP_RED"]

    private static let words = [
        "white": "TLP_CLEAR", "clear": "TLP_CLEAR", "green": "TLP_GREEN", "amber": "TLP_AMBER",
        "amber+strict": "TLP_AMBER_STRICT", "red": "TLP_RED",
    ]

    /// The extension by which TLP 2.0 is told.
    static let extensionID = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"

    /// The UUIDs of TLP 2.0's marking-definitions.
    static let second: [TLP: String] = [
        .clear: "94868c89-83c2-464b-929b-a1a8aa3c8487", .green: "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
        .amber: "55d920b0-5e8b-4f79-9ee9-91f868d9b421", .amberStrict: "939a9414-2ddd-4d32-a0cd-375ea402b003",
        .red: "e828b379-4e03-4974-9ac4-e53a884c97c1",
    ]

    private static let first: [TLP: String] = [
        .clear: "613f2e26-407d-48c7-9eca-b8e91df99dc9", .green: "34098fce-860f-48ae-8e50-ebd3cc5e41da",
        .amber: "f88d31f6-486f-44da-b317-01333bde0b82", .red: "5e57c739-391a-4eb3-b6be-7d15ca92d5ed",
    ]

    private static let known = Dictionary(
        uniqueKeysWithValues: (Array(first) + Array(second)).map { ("marking-definition--\($0.value)", $0.key.value) }
    )
}
