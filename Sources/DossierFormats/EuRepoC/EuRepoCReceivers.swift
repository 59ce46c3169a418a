/// Those who were hit, as a row lists them: their names, countries and categories, by their places.
struct EuRepoCReceivers {
    /// One of them.
    struct Receiver: Hashable {
        let names: [String]
        let country: String?
        let categories: [String]
        let subcategories: [String]

        /// What is hit is a state's own.
        var isState: Bool { country != nil && Set(categories) == ["State institutions / political system"] }

        /// Its names, and its country where that is not the victim itself; nil: it has none, or is the state.
        var text: String? {
            let words = names.joined(separator: ", ")
            if isState { return names.isEmpty ? nil : words }
            guard let country else { return names.isEmpty ? "not named" : words }
            return names.isEmpty ? country : "\(words) (\(country))"
        }

        /// Its categories, without what the codebook explains in parentheses.
        var sectors: [String] {
            (categories + subcategories).map { String($0.prefix { $0 != "(" }.trimmingSpace) }.unique
        }
    }

    /// Each once.
    let all: [Receiver]
    /// Whether the names can be told apart by their places.
    let areNamed: Bool
    /// Whether no place has several countries, of which the first is taken.
    let haveOneCountry: Bool

    init(_ row: EuRepoCRow) throws(EuRepoCRow.Fault) {
        func cells(_ column: String) throws(EuRepoCRow.Fault) -> [[String]] {
            try row.list(column).map { $0.texts.compactMap { EuRepoCRow.said($0) } }
        }
        let (names, countries) = (try cells("receiver_name"), try cells("receiver_country"))
        let (categories, subcategories) = (try cells("receiver_category"), try cells("receiver_category_subcode"))
        let count = [countries, categories, names].lazy.map(\.count).max() ?? 0
        // One country for all of them is written once.
        func of(_ cells: [[String]], _ index: Int) -> [String] {
            cells.count == count ? cells[index] : cells.count == 1 ? cells[0] : []
        }
        haveOneCountry = countries.allSatisfy { $0.count <= 1 }
        areNamed = names.isEmpty || names.count == count
        all =
            (0..<count).map { index in
                Receiver(
                    names: names.count == count ? names[index] : [],
                    country: of(countries, index).first,
                    categories: of(categories, index),
                    subcategories: of(subcategories, index)
                )
            }
            .unique
    }
}
