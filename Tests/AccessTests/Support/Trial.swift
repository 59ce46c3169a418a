import Foundation

/// One call of the matrix: a method, who calls it, and what must come of it.
struct Trial: Hashable {
    /// What an outcome says of who may call.
    enum Verdict: String {
        /// Let in; what the method then makes of an empty request does not matter.
        case admitted
        case unauthenticated
        case denied
    }

    /// "dossier.v1.Incidents/GetIncident".
    let method: String
    let clientStreams: Bool
    let serverStreams: Bool
    let holder: Holder
    let expected: Verdict

    /// By the role that the method declares.
    init(_ method: String, clientStreams: Bool, serverStreams: Bool, role: String?, _ holder: Holder) {
        self.method = method
        self.clientStreams = clientStreams
        self.serverStreams = serverStreams
        self.holder = holder
        let needed = role.map { (["reader", "writer", "curator", "admin"].firstIndex(of: $0) ?? 99) + 1 } ?? 0
        expected =
            method.hasPrefix("grpc.health.v1.Health/")
            ? .admitted : holder.isUnknown ? .unauthenticated : holder.rank < needed ? .denied : .admitted
    }
}

extension Trial.Verdict {
    /// Of a gRPC status.
    init(code: Int32) { self = code == 16 ? .unauthenticated : code == 7 ? .denied : .admitted }

    /// Of an HTTP status.
    init(http status: Int) { self = status == 401 ? .unauthenticated : status == 403 ? .denied : .admitted }
}
