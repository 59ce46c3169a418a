/// What is fuzzed: everything that takes bytes from strangers.
enum FuzzTarget: String, CaseIterable {
    /// CSV files, each behind its mapping.
    case csv
    /// Page tokens, and what stands behind their seal.
    case cursor
    /// Descriptors of messages, as a client gets them from a server.
    case descriptor
    /// A connection to the server's port: ttrpc, HTTP/1 and HTTP/2.
    case door
    /// Files in YAML.
    case dossier
    /// Filters, searches and orders.
    case filter
    /// Frames of ttrpc and gRPC, and ttrpc's envelopes.
    case frame
    /// JSON, and messages in it.
    case json
    /// Encoded messages.
    case message
    /// Bundles of STIX.
    case stix

    /// Takes the input in, as the program would. It may be refused; nothing else may happen.
    func run(_ input: UnsafeRawBufferPointer) throws(Broken) {
        switch self {
        case .csv: try CSVTarget.run(input)
        case .cursor: try CursorTarget.run(input)
        case .descriptor: try DescriptorTarget.run(input)
        case .door: try DoorTarget.run(input)
        case .dossier: try DossierTarget.run(input)
        case .filter: try FilterTarget.run(input)
        case .frame: try FrameTarget.run(input)
        case .json: try JSONTarget.run(input)
        case .message: try MessageTarget.run(input)
        case .stix: try STIXTarget.run(input)
        }
    }
}
