/// The answer to an HTTP/2 request that is not gRPC's.
enum HTTPRefusal {
    case method
    case contentType

    var status: Int {
        switch self {
        case .method: 405
        case .contentType: 415
        }
    }

    /// The methods that are allowed.
    var allowed: String? { self == .method ? "POST" : nil }

    var text: String {
        switch self {
        case .method: "calls are made with POST\n"
        case .contentType: "content-type: application/grpc is served here\n"
        }
    }
}
