import DossierYAML

/// One thing that is wrong with a file: where, and what is allowed.
public struct Finding: Error, Equatable {
    /// As given by the caller; a path, or "-".
    public let file: String
    /// Where in the file.
    public let place: Place
    /// "statements.iran-rejects.about[0]"; empty for the file as a whole.
    public let path: String
    /// What is wrong, and what is allowed.
    public let message: String
}

extension Finding: CustomStringConvertible {
    /// FILE:LINE:COLUMN: PATH: MESSAGE, as compilers write it.
    public var description: String {
        let line = place == .unknown ? "" : ":\(place.line):\(place.column)"
        return ["\(file)\(line)", path, message].filter { !$0.isEmpty }.joined(separator: ": ")
    }
}
