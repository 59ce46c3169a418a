import DossierWire

/// All that a picture says but its words, in lines that a test can hold.
///
/// Names stand without their collections, times by the day of their latest, bases as in a dossier file.
struct PictureText {
    let text: String

    init(_ picture: JSONValue) {
        let lines =
            [Self.status(picture)]
            + picture["accused"].elements.flatMap(Self.accused)
            + picture["inferred"].elements.map(Self.inferred)
            + picture["possible"].elements.map {
                "possibly \(Self.pair($0)) of \(Self.names($0["candidates"]))"
            }
            + picture["unresolved"].elements.map { "unresolved \(Self.pair($0))" }
        text = lines.joined(separator: "\n")
    }

    private static func accused(_ accused: JSONValue) -> [String] {
        let head = "\(name(accused["actor"])) \(status(accused)) "
        let said = "\(day(accused["firstSaid"])) to \(day(accused["lastSaid"]))\(bases(accused))"
        let others = ["asserters", "imputers", "disputers"].flatMap { accused[$0].elements.map { position($0) } }
        return [head + said, "  of \(names(accused["statements"]))"] + others
            + (accused["ownPosition"].map { [position($0, "itself ")] } ?? [])
            + accused["relayers"].elements.map { position($0, "relayer ") }
    }

    private static func position(_ position: JSONValue, _ role: String = "") -> String {
        let said = "\(word(position["sign"], "SIGN_")) \(day(position["said"]))\(bases(position))"
        return "  \(role)\(name(position["principal"])) \(said): \(names(position["statements"]))"
    }

    private static func inferred(_ entry: JSONValue) -> String {
        let pair = "\(name(entry["principal"])) on \(name(entry["accused"])) \(day(entry["said"]))"
        return "inferred \(pair): \(names(entry["path"])) of \(name(entry["incident"]))"
    }

    private static func pair(_ entry: JSONValue) -> String {
        let sign = word(entry["sign"], "SIGN_")
        let pair = "\(name(entry["principal"])) \(sign) \(name(entry["accused"])) \(day(entry["said"]))"
        return "\(pair): \(name(entry["statement"]))"
    }

    private static func status(_ of: JSONValue) -> String {
        String(of["status"].text.dropFirst("ATTRIBUTION_STATUS_".count))
    }

    private static func bases(_ of: JSONValue) -> String {
        of["bases"].elements.map { ", \(word($0, "BASIS_"))" }.joined()
    }

    private static func word(_ value: JSONValue?, _ prefix: String) -> String {
        value.text.dropFirst(prefix.count).lowercased().replacing("_", with: "-")
    }

    private static func day(_ time: JSONValue?) -> String { String((time?["latest"]).text.prefix { $0 != "T" }) }

    private static func name(_ value: JSONValue?) -> String {
        value.text.split(separator: "/").last.map(String.init) ?? ""
    }

    private static func names(_ list: JSONValue?) -> String { list.elements.map(name).joined(separator: ", ") }
}
