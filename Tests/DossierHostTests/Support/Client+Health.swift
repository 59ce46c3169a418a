import CDossierProtos
import DossierClient
import DossierCore
import DossierWire

/// What a health check answers: grpc.health.v1.HealthCheckResponse.ServingStatus.
enum Health: UInt32, CustomStringConvertible {
    case unknown, serving, notServing, serviceUnknown

    /// From a HealthCheckResponse.
    init(_ encoded: [UInt8]) throws {
        let response = try Message(grpc__health__v1__health_check_response__init, decoding: encoded)
        self = Health(rawValue: response.pointee.status.rawValue) ?? .unknown
    }

    var description: String {
        switch self {
        case .unknown: "UNKNOWN"
        case .serving: "SERVING"
        case .notServing: "NOT_SERVING"
        case .serviceUnknown: "SERVICE_UNKNOWN"
        }
    }

    /// A HealthCheckRequest.
    static func request(_ service: String) -> [UInt8] {
        service.isEmpty ? [] : [0x0A, UInt8(service.utf8.count)] + Array(service.utf8)
    }
}

extension Client {
    /// How a service is; empty: the server.
    func health(of service: String) async throws -> Health {
        try Health(try await call(MethodName("grpc.health.v1.Health/Check"), Health.request(service)))
    }

    /// The same, at once and on each change.
    func watchHealth(of service: String) async throws(Status) -> HealthChanges {
        let replies = try await stream(MethodName("grpc.health.v1.Health/Watch"), Health.request(service))
        return HealthChanges(replies: replies.makeAsyncIterator())
    }
}

/// A watch of health.
struct HealthChanges {
    fileprivate var replies: Replies.Iterator

    /// The next change; nil at the good end.
    mutating func next() async throws -> Health? { try await replies.next().map(Health.init) }

    /// All that is left, and how the watch ends.
    mutating func rest() async throws -> (changes: [Health], end: Status) {
        var changes: [Health] = []
        do {
            while let change = try await next() { changes.append(change) }
            return (changes, .ok)
        } catch let status as Status {
            return (changes, status)
        }
    }
}
