import DossierClient
import DossierWire

/// The incidents whose attribution is contested, a row each.
enum ContestedView {
    static func table(_ incidents: some Sequence<JSONValue>, _ names: NameBook) -> Table {
        var table = Table(["ID", "STATUS", "ACCUSED", "TITLE"])
        for incident in incidents {
            let accused = incident.elements("accused").map { names.text($0) }.joined(separator: ", ")
            let status = AttributionWords.name(incident["status"]).lowercased()
            table.add([Words.id(incident["incident"], .incidents), status, accused, incident["title"]?.text ?? ""])
        }
        return table
    }
}
