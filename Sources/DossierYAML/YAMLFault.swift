/// Why a text cannot be read as YAML, or is YAML that no file here needs.
public struct YAMLFault: Error, Sendable, Equatable {
    /// Where in the text.
    public let place: Place
    /// What is wrong, and what to do: "is not YAML: did not find expected key".
    public let message: String

    init(_ message: String, at place: Place) {
        self.place = place
        self.message = message
    }
}
