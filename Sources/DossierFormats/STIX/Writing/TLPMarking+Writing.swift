import DossierCore
import DossierWire

extension TLPMarking {
    /// The id of TLP 2.0's marking-definition, "marking-definition--94868c89-..".
    static func id(of tlp: TLP) -> String { "marking-definition--\(second[tlp]!)" }

    /// The marking-definition, as the OASIS has published it.
    static func object(of tlp: TLP) -> JSONValue {
        let definition = [("extension_type", "property-extension"), ("tlp_2_0", tlp.name)]
        let extensions = [(extensionID, JSONValue(members: definition.map { ($0, .string($1)) }))]
        return JSONValue(
            members: [
                ("type", .string("marking-definition")), ("spec_version", .string("2.1")), ("id", .string(id(of: tlp))),
                ("created", .string("2022-10-01T00:00:00.000Z")), ("name", .string("TLP:\(tlp.name.uppercased())")),
                ("extensions", JSONValue(members: extensions)),
            ]
        )
    }
}
