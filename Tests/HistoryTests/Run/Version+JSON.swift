import DossierClient
import DossierWire

extension Version {
    /// What an event of a watch tells; nil of a heartbeat.
    init?(_ event: JSONValue) {
        guard let incident = event["incident"], let name = event["name"]?.text else { return nil }
        self.init(
            record: Self.record(name),
            sequence: (event["sequence"]?.count).map(UInt64.init) ?? 0,
            shown: Shown(incident)
        )
    }

    /// The last part of an incident's name.
    static func record(_ name: String) -> String { String(name.dropFirst("incidents/".count)) }
}
