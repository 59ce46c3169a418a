import DossierCore

/// Everything that is wrong with a file; at least one thing.
public struct Findings: Error, Sendable, Equatable {
    /// In the order of the file.
    public let all: [Finding]
}

extension Findings: CustomStringConvertible {
    /// One line each.
    public var description: String { all.map(\.description).joined(separator: "\n") }
}
