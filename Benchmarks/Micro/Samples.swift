import CDossierProtos
import DossierWire

/// Messages of ordinary size, encoded.
enum Samples {
    static func id(_ number: Int) -> String { "i-\(String(1_000_000 + number).dropFirst())" }

    static func request(_ number: Int) throws -> [UInt8] {
        try Message(dossier__v1__get_incident_request__init, json: Array(#"{"name": "incidents/\#(id(number))"}"#.utf8))
            .encode()
    }

    /// As a client sends it.
    static func incident(_ number: Int) throws -> [UInt8] {
        try Message(dossier__v1__incident__init, json: Array(json(number).utf8)).encode()
    }

    /// A BatchCreateIncidentsRequest.
    static func batch(_ count: Int) throws -> [UInt8] {
        let requests = (0..<count).map { #"{"incident_id": "\#(id($0))", "incident": \#(json($0))}"# }
        let batch = #"{"requests": [\#(requests.joined(separator: ", "))]}"#
        return try Message(dossier__v1__batch_create_incidents_request__init, json: Array(batch.utf8)).encode()
    }

    private static func json(_ number: Int) -> String {
        #"""
        {
            "tlp": "TLP_GREEN", "types": ["INCIDENT_TYPE_RANSOMWARE"],
            "title": "An operator of ports stops its cranes, number \#(number)",
            "summary": "Cranes at two terminals stood still for nine hours after files on the servers that plan their work had been encrypted; ships were sent to other ports, and the operator restored its plans from copies.",
            "occurred": {"earliest": "2031-05-01T00:00:00Z", "latest": "2031-05-01T23:59:59Z", "precision": "PRECISION_DAY"},
            "victims": [{"target_text": "an operator of ports", "sectors": ["transport"]}]
        }
        """#
    }
}
