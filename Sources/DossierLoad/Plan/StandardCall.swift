import DossierClient
import DossierCore

/// The calls that a load makes of itself, by their names.
public enum StandardCall: String, Sendable, CaseIterable {
    case get, list, search, picture, create

    /// What is called.
    public var method: MethodName {
        switch self {
        case .get: MethodName("dossier.v1.Incidents", "GetIncident")
        case .list, .search: MethodName("dossier.v1.Incidents", "ListIncidents")
        case .picture: MethodName("dossier.v1.Statements", "GetPicture")
        case .create: MethodName("dossier.v1.Incidents", "CreateIncident")
        }
    }

    /// With what.
    public func request() throws(Status) -> RequestTemplate { try RequestTemplate(template) }

    private var template: String {
        switch self {
        case .get: #"{"name": "{incident}"}"#
        case .picture: #"{"incident": "{incident}"}"#
        case .list: #"{"page_size": 20}"#
        case .search: #"{"page_size": 20, "search": "{word}"}"#
        case .create: #"{"incident": {"title": "Made by a load, number {1..1000000000}: {word} {word}"}}"#
        }
    }
}
