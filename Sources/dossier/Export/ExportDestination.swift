import DossierCore

/// Where an export goes: into a file that is there only when it is whole, or to standard output.
struct ExportDestination {
    private let file: AtomicFile?
    private let output: Output

    /// - Parameter path: nil and "-": standard output.
    init(_ path: String?, _ output: Output) throws(Status) {
        self.output = output
        if let path, path != "-" { file = try AtomicFile(path) } else { file = nil }
    }

    /// More of it.
    func write(_ bytes: [UInt8]) throws(Status) {
        if let file { try file.write(bytes) } else { output.write(bytes) }
    }

    /// That was all.
    func finish() throws(Status) {
        if let file { try file.finish() } else { output.flush() }
    }
}
