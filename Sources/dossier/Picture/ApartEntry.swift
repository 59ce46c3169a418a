import DossierWire

/// What a picture lists apart: an entry, with all the accused of whom one statement says the same.
struct ApartEntry {
    let value: JSONValue
    private(set) var accusedNames: [String]

    /// "Iran, Esmail Khatib".
    var accused: String { accusedNames.joined(separator: ", ") }

    /// A voice that speaks of itself.
    var isOwn: Bool { value["accused"] == value["principal"] }

    /// Entries that differ in nothing but their accused are one; the order of the first of each is kept.
    static func gathered(_ entries: [JSONValue], _ names: NameBook) -> [ApartEntry] {
        var gathered: [ApartEntry] = []
        for entry in entries {
            let name = names.text(entry["accused"])
            let apart = ApartEntry(value: entry, accusedNames: [name])
            // Of itself, a voice admits or denies; of others, it does neither.
            let place = apart.isOwn ? nil : gathered.firstIndex { $0.says(entry) }
            if let place {
                gathered[place].accusedNames.append(name)
            } else {
                gathered.append(apart)
            }
        }
        return gathered
    }

    private func says(_ entry: JSONValue) -> Bool {
        !isOwn && value.setting("accused", .null) == entry.setting("accused", .null)
    }
}
