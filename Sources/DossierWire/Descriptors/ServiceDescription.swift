/// A service: google.protobuf.ServiceDescriptorProto.
public struct ServiceDescription: Sendable {
    /// One of its methods: google.protobuf.MethodDescriptorProto.
    public struct Method: Sendable {
        /// Within the service: "GetIncident".
        public var name = ""
        /// The full name of the request's type.
        public var input = ""
        /// The full name of the reply's type.
        public var output = ""
        /// Whether the client sends any number of requests.
        public var clientStreams = false
        /// Whether the server sends any number of replies.
        public var serverStreams = false
    }

    /// Its full name: "dossier.v1.Incidents".
    public var name = ""
    /// In the order of the file.
    public var methods: [Method] = []
}
