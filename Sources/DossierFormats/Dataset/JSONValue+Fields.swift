import DossierWire

/// Parts of resources that are made of a data set.
extension JSONValue {
    /// A message of those fields that have a value.
    static func fields(_ fields: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(fields.compactMap { name, value in value.map { Member(name, $0) } })
    }

    /// A list; nil when there is nothing in it.
    static func list(_ elements: [JSONValue]) -> JSONValue? { elements.isEmpty ? nil : .array(elements) }

    /// A list of texts, each once; nil when there is none.
    static func list(_ texts: [String]) -> JSONValue? { list(texts.unique.map(JSONValue.string)) }

    /// An element of `external_refs`.
    static func reference(_ source: String, id: String? = nil, url: String? = nil) -> JSONValue {
        .fields(["source": .string(source), "id": id.map(JSONValue.string), "url": url.map(JSONValue.string)])
    }

    /// An element of `external_refs` for what can be read at an address: its source is the host.
    static func reference(address: String) -> JSONValue {
        let parts = address.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)
        let host = parts.count == 2 && parts[0].hasSuffix(":") ? parts[1].prefix { !"/?#".contains($0) } : ""
        return reference(host.isEmpty ? "web" : host.lowercased(), url: address)
    }

    /// An element of `labels`.
    static func label(_ key: String, _ value: String) -> JSONValue {
        .fields(["key": .string(key), "value": .string(value)])
    }

    /// An element of `appearances`: what a data set says at a place of its own.
    static func narration(_ source: String, _ locator: String, text: String? = nil) -> JSONValue {
        .fields([
            "source": .string(source), "form": .string("APPEARANCE_FORM_NARRATION"), "text": text.map(JSONValue.string),
            "locator": .string(locator),
        ])
    }

    /// A FuzzyTime: its bounds as RFC 3339, and what its text was.
    static func time(_ earliest: String?, _ latest: String?, _ precision: String, text: String? = nil) -> JSONValue {
        .fields([
            "earliest": earliest.map(JSONValue.string), "latest": latest.map(JSONValue.string),
            "precision": .string(precision), "text": text.map(JSONValue.string),
        ])
    }

    /// An element of `about`.
    static func about(_ name: String) -> JSONValue { .fields(["name": .string(name)]) }
}

extension Array where Element: Hashable {
    /// Each element once, in the order in which it comes first.
    var unique: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
