import CDossierProtos

/// How services are, as gRPC's health checking tells it.
extension Host {
    typealias ServingStatus = Grpc__Health__V1__HealthCheckResponse__ServingStatus

    /// Of a service by its full name, or of the whole server, whose name is empty; nil when no module declares it.
    func servingStatus(of service: String) -> ServingStatus? {
        let owner = modules.first { $0.declares(service) }
        guard service.isEmpty || owner != nil else { return nil }
        let isServing = owner.map { $0.state.load(ordering: .acquiring) == .serving } ?? true
        return isServing && !isDraining ? Self.serving : Self.notServing
    }

    /// Some of it may have changed: those who watch look again.
    func healthChanged() { router.hint(.kinds([HealthWatch.topic.text])) }

    static var serving: ServingStatus { GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__SERVING_STATUS__SERVING }
    static var notServing: ServingStatus { GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__SERVING_STATUS__NOT_SERVING }
    static var serviceUnknown: ServingStatus {
        GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__SERVING_STATUS__SERVICE_UNKNOWN
    }
}
