import CDossierProtos
import CProtobufC
import DossierWire

/// What can be counted.
enum Case: String, CaseIterable {
    /// Validate and decode a GetIncidentRequest.
    case decodeRequest = "decode-request"
    /// Validate and decode an incident.
    case decodeIncident = "decode-incident"
    /// Encode an incident.
    case encodeIncident = "encode-incident"
    /// GetIncident from the router on: decode, the module, the store's cache, encode.
    case route
    /// Find a record in the store's cache.
    case getCached = "get-cached"
    /// Read a record by a view of its own, from SQLite.
    case get
    /// Create a record, in a commit of many.
    case put

    /// Does it so many times; a record is kept in the folder.
    func run(_ count: Int, in folder: String) throws {
        switch self {
        case .decodeRequest: try Messages.decode(Samples.request(0), dossier__v1__get_incident_request__init, count)
        case .decodeIncident: try Messages.decode(Samples.incident(0), dossier__v1__incident__init, count)
        case .encodeIncident: try Messages.encodeIncident(count)
        case .route: try Stage.run(in: folder) { try $0.get(count) }
        case .getCached: try Stage.run(in: folder) { $0.lookUp(count) }
        case .get: try Stage.run(in: folder) { try $0.read(count) }
        case .put: try Stage.run(in: folder) { try $0.put(count) }
        }
    }
}
