import DossierClient
import DossierWire

/// A method as a row, and as JSON.
struct MethodView {
    static let headings = ["METHOD", "KIND", "REQUEST", "REPLY"]

    let name: MethodName
    let described: ServiceDescription.Method

    init(_ name: MethodName, _ described: ServiceDescription.Method) {
        self.name = name
        self.described = described
    }

    /// Who streams, in words.
    var kind: String {
        switch (described.clientStreams, described.serverStreams) {
        case (false, false): "unary"
        case (false, true): "server streams"
        case (true, false): "client streams"
        case (true, true): "both stream"
        }
    }

    var cells: [String] { [name.description, kind, described.input, described.output] }

    var members: [(String, JSONValue)] {
        [
            ("method", .string(name.description)), ("clientStreams", .bool(described.clientStreams)),
            ("serverStreams", .bool(described.serverStreams)), ("request", .string(described.input)),
            ("reply", .string(described.output)),
        ]
    }
}
