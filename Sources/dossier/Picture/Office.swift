import DossierWire

/// The office that an actor held when he spoke.
enum Office {
    /// "Edi Rama (Prime Minister)"; the name alone when he held none or several then.
    static func text(_ actor: JSONValue, _ names: NameBook, at time: JSONValue?) -> String {
        let roles = (names[actor.text ?? ""]?.elements("roles") ?? []).filter { holds($0["valid"], time) }
        let name = names.text(actor)
        guard roles.count == 1, let title = roles[0]["title"]?.text else { return name }
        return "\(name) (\(title))"
    }

    /// Whether two times can be one. A bound that is missing is no bound.
    private static func holds(_ valid: JSONValue?, _ time: JSONValue?) -> Bool {
        !ends(valid, before: time) && !ends(time, before: valid)
    }

    private static func ends(_ one: JSONValue?, before other: JSONValue?) -> Bool {
        guard let end = Instant(one?["latest"]?.text), let start = Instant(other?["earliest"]?.text) else {
            return false
        }
        return end < start
    }
}
